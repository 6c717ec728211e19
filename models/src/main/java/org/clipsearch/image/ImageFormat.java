package org.clipsearch.image;

import java.nio.ByteBuffer;
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
  /**
   * In either order of bytes; with a plus, of the kind that may be larger than 4 GB. So do cameras'
   * NEF, ARW and DNG begin, which only the whole file tells.
   */
  TIFF("TIFF", "image/tiff", "II[*+]\\x00(?!.{4}CR)|MM\\x00[*+]"),
  /** The kinds of brand, or the one that any HEIF may bear, beside which AVIF names its own. */
  AVIF("AVIF", "image/avif", ".{4}ftyp(avi[fs]|m[is]f1.{4}(.{4})*avi[fs])"),
  HEIC("HEIC", "image/heic", ".{4}ftyp(hei[cxms]|hev[cx]|m[is]f1)"),
  /** Canon's CR2 and CR3, Olympus's ORF, Panasonic's RW2, Fujifilm's RAF. */
  RAW(
      "RAW",
      "image/x-dcraw",
      "II\\*\\x00.{4}CR|.{4}ftypcrx |IIR[OS]|MMOR|IIU\\x00|FUJIFILMCCD-RAW");

  /** As many first bytes of a file as {@link #of} looks at. */
  public static final int HEAD = 64;

  /** For who sends another. */
  public static final String ALL = "JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC, AVIF or RAW";

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

  /** Of the whole file: tells cameras' RAW files from TIFF as well. */
  static Optional<ImageFormat> ofWhole(byte[] file) {
    return of(file)
        .map(format -> format == TIFF && RawFile.isRaw(ByteBuffer.wrap(file)) ? RAW : format);
  }

  public String mediaType() {
    return mediaType;
  }

  /** Whether browsers show it: AVIF not all of them. */
  public boolean isForWeb() {
    return switch (this) {
      case JPEG, PNG, WEBP, GIF, BMP -> true;
      case TIFF, AVIF, HEIC, RAW -> false;
    };
  }

  /** As people write it. */
  @Override
  public String toString() {
    return title;
  }
}
