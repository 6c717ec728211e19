package org.clipsearch.embedding;

import java.util.List;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.RgbImage;

/**
 * Makes embeddings of pictures, step by step, so that many threads can feed one model and each step
 * can be timed.
 */
public interface ImageEmbedder {
  /**
   * Decodes one picture, at its size or smaller, but large enough for {@link #prepare(RgbImage)}.
   * Thread-safe, and takes one core.
   *
   * @param file the whole file's bytes
   * @throws ImageException where they are no readable image
   */
  RgbImage decode(byte[] file) throws ImageException;

  /**
   * Shrinks and crops one picture. Thread-safe, and takes one core.
   *
   * @param image of this embedder's {@link #decode}, or an original
   */
  PreparedImage prepare(RgbImage image);

  /**
   * Decodes, shrinks and crops one picture.
   *
   * @param file the whole file's bytes
   * @throws ImageException where they are no readable image
   */
  default PreparedImage prepare(byte[] file) throws ImageException {
    return prepare(decode(file));
  }

  /** How many images a pass takes to best effect. */
  default int batch() {
    return 32;
  }

  /** How many passes at once keep the model busy; more than these wait for each other. */
  default int passes() {
    return 1;
  }

  /**
   * Embeds a batch in one pass. Thread-safe.
   *
   * @param images of this embedder's {@link #prepare(RgbImage)}
   * @return one embedding an image, in their order; an image's does not depend on the others'
   */
  List<Embedding> embed(List<PreparedImage> images);
}
