package org.clipsearch.crawl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.RgbImage;

/**
 * Takes any text for a picture, as wide as it has bytes, and gives equal texts equal vectors. What
 * begins with "bad" cannot be decoded, and what begins with "deadly" ends the process.
 */
final class FakeEmbedder implements ImageEmbedder {
  private static final int DIMENSION = 16;

  final AtomicInteger embedded = new AtomicInteger();

  /** Whether what is bad can be decoded by now. */
  boolean isHealed;

  /** Runs before each batch. */
  Runnable beforeBatch = () -> {};

  ModelIdentity model() {
    return new ModelIdentity("fake", Optional.empty(), "f".repeat(64), DIMENSION, "none");
  }

  @Override
  public RgbImage decode(byte[] file) throws ImageException {
    String text = new String(file, StandardCharsets.UTF_8);
    if (text.startsWith("deadly")) {
      Runtime.getRuntime().halt(134); // as a decoder that aborts
    }
    if (text.startsWith("bad") && !isHealed) {
      throw new ImageException("a bad one");
    }
    return new RgbImage(file.length, 1, Arrays.copyOf(file, 3 * file.length));
  }

  /** The file's bytes again. */
  @Override
  public PreparedImage prepare(RgbImage image) {
    return new PreparedImage(image.width(), 1, Arrays.copyOf(image.rgb(), image.width()));
  }

  @Override
  public List<Embedding> embed(List<PreparedImage> images) {
    beforeBatch.run();
    embedded.addAndGet(images.size());
    return images.stream()
        .map(image -> vector(new String(image.pixels(), StandardCharsets.UTF_8)))
        .toList();
  }

  static Embedding vector(String text) {
    SplittableRandom random = new SplittableRandom(text.hashCode());
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
    }
    return Embedding.of(vector);
  }
}
