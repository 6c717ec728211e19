package org.clipsearch.weights;

import java.io.IOException;

/** A model's files are missing, damaged, or do not fit together; the message names the file. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  public CheckpointException(String message) {
    super(message);
  }
}
