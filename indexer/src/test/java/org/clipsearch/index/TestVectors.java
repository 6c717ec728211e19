package org.clipsearch.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.metadata.PhotoMetadata;

/** Vectors and pictures that exist on paper only. */
final class TestVectors {
  private TestVectors() {}

  static ModelIdentity model(int dimension) {
    return new ModelIdentity("test", Optional.empty(), "0".repeat(64), dimension, "none");
  }

  static List<Embedding> random(int n, int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      float[] vector = new float[dimension];
      for (int j = 0; j < dimension; j++) {
        vector[j] = (float) random.nextDouble(-1, 1);
      }
      vectors.add(Embedding.of(vector));
    }
    return vectors;
  }

  static IndexedImage image(int number) {
    FileStamp file =
        new FileStamp(Path.of("/photos/" + number + ".jpg"), number, Instant.ofEpochSecond(number));
    return new IndexedImage(file, 4, 3);
  }

  /** The same, with a fingerprint. */
  static IndexedImage image(int number, String fingerprint) {
    return new IndexedImage(
        image(number).file(), Optional.of(fingerprint), 4, 3, PhotoMetadata.NONE, "");
  }

  /** Writes vectors, numbered from 0. */
  static void write(Path directory, List<Embedding> vectors) throws Exception {
    int dimension = vectors.getFirst().dimension();
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, model(dimension))) {
      for (int i = 0; i < vectors.size(); i++) {
        writer.put(image(i), vectors.get(i));
      }
    }
  }
}
