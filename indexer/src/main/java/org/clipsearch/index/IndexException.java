package org.clipsearch.index;

import java.io.IOException;

/** An index is missing, held by another process, or made with another model. */
public final class IndexException extends IOException {
  private static final long serialVersionUID = 1;

  public IndexException(String message) {
    super(message);
  }
}
