package org.clipsearch.vectors;

import java.io.IOException;

/** A way to keep vectors; what {@code toString} says is its name. */
public interface IndexFormat {
  /** Prepares to write what is missing of an index. */
  Build build(SearchTask task, ClipLikeVectors vectors);

  /** Opens an index that is written. */
  VectorIndex open(SearchTask task) throws IOException;
}
