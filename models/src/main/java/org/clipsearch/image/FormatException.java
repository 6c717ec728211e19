package org.clipsearch.image;

/**
 * A picture of a format that nothing on this machine decodes; the message begins with the format's
 * name, and says what would.
 */
public class FormatException extends ImageException {
  private static final long serialVersionUID = 1;

  public FormatException(String message) {
    super(message);
  }
}
