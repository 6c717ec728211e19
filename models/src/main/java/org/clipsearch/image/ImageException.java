package org.clipsearch.image;

import java.io.IOException;

/** A file that is no image, is damaged, or is too large; the message is the reason alone. */
public class ImageException extends IOException {
  private static final long serialVersionUID = 1;

  public ImageException(String reason) {
    super(reason);
  }
}
