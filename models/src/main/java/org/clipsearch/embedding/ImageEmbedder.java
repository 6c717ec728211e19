package org.clipsearch.embedding;

import java.util.List;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.PreparedImage;

/** Makes embeddings of pictures, in two steps, so that many threads can feed one model. */
public interface ImageEmbedder {
  /**
   * Decodes and shrinks one picture. Thread-safe, and takes one core.
   *
   * @param file the whole file's bytes
   * @throws ImageException where they are no readable image
   */
  PreparedImage prepare(byte[] file) throws ImageException;

  /**
   * Embeds a batch in one pass. Thread-safe; passes run one after the other.
   *
   * @param images of this embedder's {@link #prepare}
   * @return one embedding an image, in their order; an image's does not depend on the others'
   */
  List<Embedding> embed(List<PreparedImage> images);
}
