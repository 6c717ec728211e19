package org.clipsearch.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats that are read here, told by how a file begins. */
public enum ImageFormat {
  JPEG("JPEG", "image/jpeg", "\\xff\\xd8\\xff"),
  PNG("PNG", "image/png", "\\x89PNG\r\n\\x1a\n"),
  WEBP("WebP", "image/webp", "RIFF.{4}WEBPVP8"),
  GIF("GIF", "image/gif", "GIF8[79]a"),
  /** A second header of less than 256 bytes follows, which tells it from text. */
  BMP("BMP", "image/bmp", "BM.{13}\\x00{3}"),
  /** In either order of bytes; with a plus, of the kind that may be larger than 4 GB. */
  TIFF("TIFF", "image/tiff", "II[*+]\\x00|MM\\x00[*+]");

  /** As many first bytes of a file as {@link #of} looks at. */
  public static final int HEAD = 18;

  /** For who sends another. */
  public static final String ALL = "JPEG, PNG, WebP, GIF, BMP or TIFF";

  private final String title;
  private final String mediaType;
  private final Pattern beginning;

  /**
   * Describes a format.
   *
   * @param beginning of its files, each byte a character
   */
  ImageFormat(String title, String mediaType, String beginning) {
    this.title = title;
    this.mediaType = mediaType;
    this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
  }

  /**
   * Tells the format of a file.
   *
   * @param head the whole file, or its first {@link #HEAD} bytes
   * @return empty where it is none of these
   */
  public static Optional<ImageFormat> of(byte[] head) {
    int length = Math.min(head.length, HEAD);
    String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values())
        .filter(format -> format.beginning.matcher(text).lookingAt())
        .findFirst();
  }

  public String mediaType() {
    return mediaType;
  }

  /** Whether browsers show it. */
  public boolean isForWeb() {
    return this != TIFF;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return title;
  }
}
