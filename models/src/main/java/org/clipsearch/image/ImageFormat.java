package org.clipsearch.image;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The formats that are read here, told by how a file begins. */
public enum ImageFormat {
  JPEG("JPEG", "image/jpeg"),
  PNG("PNG", "image/png"),
  WEBP("WebP", "image/webp"),
  GIF("GIF", "image/gif"),
  BMP("BMP", "image/bmp"),
  TIFF("TIFF", "image/tiff"),
  JPEG_2000("JPEG 2000", "image/jp2");

  /** As many first bytes of a file as {@link #of} looks at. */
  public static final int HEAD = 64;

  private static final Map<FileType, ImageFormat> BY_FILE_TYPE =
      Map.of(
          FileType.Jpeg, JPEG,
          FileType.Png, PNG,
          FileType.WebP, WEBP,
          FileType.Gif, GIF,
          FileType.Bmp, BMP,
          FileType.Tiff, TIFF);

  /** The signature box (ISO/IEC 15444-1, I.5.1), and a bare codestream's first two markers. */
  private static final List<byte[]> JPEG_2000_MAGIC =
      List.of(
          HexFormat.of().parseHex("0000000c6a5020200d0a870a"), HexFormat.of().parseHex("ff4fff51"));

  private final String title;
  private final String mediaType;

  ImageFormat(String title, String mediaType) {
    this.title = title;
    this.mediaType = mediaType;
  }

  /**
   * Tells the format of a file.
   *
   * @param head the whole file, or its first {@link #HEAD} bytes
   * @return empty where it is none of these
   */
  public static Optional<ImageFormat> of(byte[] head) {
    for (byte[] magic : JPEG_2000_MAGIC) {
      if (Arrays.equals(magic, Arrays.copyOf(head, magic.length))) {
        return Optional.of(JPEG_2000);
      }
    }
    try (var in = new BufferedInputStream(new ByteArrayInputStream(head))) {
      return Optional.ofNullable(BY_FILE_TYPE.get(FileTypeDetector.detectFileType(in)));
    } catch (IOException e) {
      return Optional.empty(); // too short
    }
  }

  public String mediaType() {
    return mediaType;
  }

  /** Whether browsers show it. */
  public boolean isForWeb() {
    return this != TIFF && this != JPEG_2000;
  }

  /** Whether pictures of this format may let shine through what is behind them. */
  boolean mayHaveAlpha() {
    return this == PNG || this == WEBP || this == GIF;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return title;
  }
}
