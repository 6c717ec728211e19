package org.clipsearch.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a file says of itself before anything is decoded. Reading takes no memory to speak of,
 * whatever the file holds: metadata that is inflated or copied is where small files grow large.
 *
 * @param width as stored, in pixels, at least 1; of HEIC and AVIF as shown, of RAW the preview's
 * @param height as stored, in pixels, at least 1; the same
 * @param components of a JPEG or a preview: 1 gray, 3 colours, 4 inks; 0 in other formats
 * @param orientation how to turn it upright: 1 to 8, as EXIF 2.32 has it
 * @param inScans of a JPEG or a preview: whether it comes in several scans, as progressive ones do
 */
public record ImageHeader(
    ImageFormat format, int width, int height, int components, int orientation, boolean inScans) {
  static final int UPRIGHT = 1;

  /** Of a picture that is no JPEG. */
  private ImageHeader(ImageFormat format, int width, int height, int orientation) {
    this(format, width, height, 0, orientation, false);
  }

  /** Of a picture that is no JPEG, and lies upright. */
  ImageHeader(ImageFormat format, int width, int height) {
    this(format, width, height, UPRIGHT);
  }

  /**
   * Reads a header.
   *
   * @param file the whole file, or as many first bytes as hold the header
   * @throws ImageException where it is none of {@link ImageFormat}, or names no size
   */
  public static ImageHeader read(byte[] file) throws ImageException {
    ImageFormat format =
        ImageFormat.ofWhole(file)
            .orElseThrow(() -> new ImageException("damaged, or not an image of a kind read here"));
    ImageHeader header;
    try {
      header = read(format, file);
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new ImageException("damaged: cut off within its header");
    }
    if (header.width < 1 || header.height < 1) {
      throw new ImageException("damaged: its header names no size");
    }
    return header;
  }

  private static ImageHeader read(ImageFormat format, byte[] file) throws ImageException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    return switch (format) {
      case JPEG -> jpeg(bytes);
      case PNG -> png(bytes);
      case WEBP -> webp(bytes.order(ByteOrder.LITTLE_ENDIAN));
      case GIF -> gif(bytes.order(ByteOrder.LITTLE_ENDIAN));
      case BMP -> bmp(bytes.order(ByteOrder.LITTLE_ENDIAN));
      case TIFF -> tiff(bytes);
      case HEIC, AVIF -> HeifHeader.read(format, bytes);
      case RAW -> RawFile.previews(file).getFirst().header();
    };
  }

  public long pixels() {
    return (long) width * height;
  }

  private static ImageHeader jpeg(ByteBuffer file) throws ImageException {
    JpegHeader header = JpegHeader.read(file);
    return of(ImageFormat.JPEG, header, upright(header.orientation()));
  }

  /** Of a JPEG, which may be a RAW file's preview. */
  static ImageHeader of(ImageFormat format, JpegHeader jpeg, int orientation) {
    return new ImageHeader(
        format, jpeg.width(), jpeg.height(), jpeg.components(), orientation, jpeg.inScans());
  }

  /** The first chunk must be IHDR; EXIF may stand anywhere. */
  private static ImageHeader png(ByteBuffer file) {
    int orientation = UPRIGHT;
    int at = 8;
    while (at >= 8 && at + 12 <= file.limit()) {
      int length = file.getInt(at);
      if (length < 0) {
        break; // the decoder will say what is wrong with it
      }
      if (text(file, at + 4, 4).equals("eXIf")) {
        orientation = orientation(file, at + 8, length);
      }
      at += 12 + length;
    }
    return new ImageHeader(ImageFormat.PNG, file.getInt(16), file.getInt(20), orientation);
  }

  /** The canvas, of any of the three kinds (RFC 9649, sections 2.5 to 2.7). */
  private static ImageHeader webp(ByteBuffer file) {
    int bits = file.getInt(21);
    return switch (text(file, 12, 4)) {
      case "VP8X" -> {
        int width = (file.getInt(23) >>> 8) + 1;
        int height = (file.getInt(26) >>> 8) + 1;
        yield new ImageHeader(ImageFormat.WEBP, width, height, webpOrientation(file));
      }
      case "VP8L" ->
          new ImageHeader(ImageFormat.WEBP, (bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1);
      default ->
          new ImageHeader(ImageFormat.WEBP, file.getShort(26) & 0x3fff, file.getShort(28) & 0x3fff);
    };
  }

  private static int webpOrientation(ByteBuffer file) {
    int at = 12;
    while (at >= 12 && at + 8 <= file.limit()) {
      int length = file.getInt(at + 4);
      if (length < 0) {
        break;
      }
      if (text(file, at, 4).equals("EXIF")) {
        return orientation(file, at + 8, length);
      }
      at += 8 + length + (length & 1);
    }
    return UPRIGHT;
  }

  private static ImageHeader gif(ByteBuffer file) {
    int width = Short.toUnsignedInt(file.getShort(6));
    return new ImageHeader(ImageFormat.GIF, width, Short.toUnsignedInt(file.getShort(8)));
  }

  /** Two numbers of 16 bits in the oldest kind, else of 32; a negative height is top down. */
  private static ImageHeader bmp(ByteBuffer file) {
    boolean oldest = file.getInt(14) == 12;
    int width = oldest ? Short.toUnsignedInt(file.getShort(18)) : file.getInt(18);
    int height = oldest ? Short.toUnsignedInt(file.getShort(20)) : Math.abs(file.getInt(22));
    return new ImageHeader(ImageFormat.BMP, width, height);
  }

  private static ImageHeader tiff(ByteBuffer file) {
    TiffTags tags = TiffTags.read(file);
    int orientation = upright(tags.orientation());
    return new ImageHeader(
        ImageFormat.TIFF, tags.get(TiffTags.WIDTH), tags.get(TiffTags.HEIGHT), orientation);
  }

  /** Of EXIF; where that says nothing, the picture lies upright. */
  private static int orientation(ByteBuffer file, int at, int length) {
    return at + length > file.limit()
        ? UPRIGHT
        : upright(TiffTags.orientation(file.slice(at, length)));
  }

  private static int upright(int orientation) {
    return orientation == 0 ? UPRIGHT : orientation;
  }

  private static String text(ByteBuffer file, int at, int length) {
    byte[] bytes = new byte[length];
    file.get(at, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
