package org.clipsearch.crawl;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.image.Decoding;
import org.clipsearch.image.ImageDecoder;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.Preprocessing;
import org.clipsearch.image.Preprocessor;
import org.clipsearch.image.RgbImage;

/** Decodes as the real one does; a picture's vector is its colours, in a coarse grid. */
final class PixelEmbedder implements ImageEmbedder {
  private static final int SIDE = 8;

  final AtomicInteger decoded = new AtomicInteger();
  final AtomicInteger embedded = new AtomicInteger();
  private final Preprocessor preprocessor =
      new Preprocessor(
          new Preprocessing(SIDE, SIDE, Preprocessing.OPENAI_MEAN, Preprocessing.OPENAI_STD));

  ModelIdentity model() {
    return new ModelIdentity("pixels", Optional.empty(), "e".repeat(64), 3 * SIDE * SIDE, "none");
  }

  @Override
  public RgbImage decode(byte[] file) throws ImageException {
    decoded.incrementAndGet();
    return ImageDecoder.decode(file, Decoding.DEFAULT, SIDE);
  }

  @Override
  public PreparedImage prepare(RgbImage image) {
    return preprocessor.prepare(image);
  }

  @Override
  public List<Embedding> embed(List<PreparedImage> images) {
    embedded.addAndGet(images.size());
    return images.stream().map(PixelEmbedder::vector).toList();
  }

  /** Never zero, whatever the picture. */
  static Embedding vector(PreparedImage image) {
    float[] vector = new float[image.pixels().length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (image.pixels()[i] & 0xff) - 127.5f;
    }
    return Embedding.of(vector);
  }
}
