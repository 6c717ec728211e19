package org.clipsearch.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.index.FileStamp;
import org.clipsearch.index.IndexedImage;
import org.clipsearch.index.LuceneIndexWriter;

/** A small index of pictures that do not exist; so few are all compared, whatever they are. */
public final class ColdIndex {
  private ColdIndex() {}

  /**
   * Writes one.
   *
   * @param directory empty, or not there
   * @param model that it will be searched with
   */
  public static void write(Path directory, ModelIdentity model, int pictures) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, model)) {
      for (int i = 0; i < pictures; i++) {
        float[] vector = new float[model.dimension()];
        for (int d = 0; d < vector.length; d++) {
          vector[d] = (float) random.nextGaussian();
        }
        writer.put(picture(directory.resolveSibling(i + ".jpg")), Embedding.of(vector));
      }
      writer.commit();
    }
  }

  private static IndexedImage picture(Path file) {
    FileStamp stamp = new FileStamp(file, 1, Instant.EPOCH);
    return new IndexedImage(stamp, 400, 300);
  }
}
