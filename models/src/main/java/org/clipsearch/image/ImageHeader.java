package org.clipsearch.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a file says of itself before anything is decoded. Reading takes no memory to speak of,
 * whatever the file holds: metadata that is inflated or copied is where small files grow large.
 *
 * @param width as stored, in pixels, at least 1
 * @param height as stored, in pixels, at least 1
 * @param components of a JPEG: 1 gray, 3 colours, 4 inks; 0 in other formats
 * @param orientation how to turn it upright: 1 to 8, as EXIF 2.32 has it
 */
public record ImageHeader(
    ImageFormat format, int width, int height, int components, int orientation) {
  private static final int UPRIGHT = 1;

  /**
   * Reads a header.
   *
   * @param file the whole file, or as many first bytes as hold the header
   * @throws ImageException where it is none of {@link ImageFormat}, or names no size
   */
  public static ImageHeader read(byte[] file) throws ImageException {
    ImageFormat format =
        ImageFormat.of(file)
            .orElseThrow(() -> new ImageException("damaged, or not an image of a kind read here"));
    ImageHeader header;
    try {
      header = read(format, ByteBuffer.wrap(file));
    } catch (IndexOutOfBoundsException e) {
      throw new ImageException("damaged: cut off within its header");
    }
    if (header.width < 1 || header.height < 1) {
      throw new ImageException("damaged: its header names no size");
    }
    return header;
  }

  private static ImageHeader read(ImageFormat format, ByteBuffer file) throws ImageException {
    return switch (format) {
      case JPEG -> jpeg(file);
      case PNG -> png(file);
      case WEBP -> webp(file.order(ByteOrder.LITTLE_ENDIAN));
      case GIF -> gif(file.order(ByteOrder.LITTLE_ENDIAN));
      case BMP -> bmp(file.order(ByteOrder.LITTLE_ENDIAN));
      case TIFF -> tiff(file);
    };
  }

  public long pixels() {
    return (long) width * height;
  }

  /**
   * Segments up to the first frame header (ITU-T T.81, B.2.2). What is no marker is passed over, as
   * libjpeg does it: else a file could show one size here and have another.
   */
  private static ImageHeader jpeg(ByteBuffer file) throws ImageException {
    int orientation = UPRIGHT;
    int at = 2;
    while (true) {
      at = pastMarker(file, at);
      int marker = file.get(at - 1) & 0xff;
      if (marker == 0 || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
        continue; // of no length
      }
      int length = Short.toUnsignedInt(file.getShort(at));
      if (length < 2 || (marker >= 0xd8 && marker <= 0xda)) {
        throw new ImageException("damaged: no frame header in this JPEG");
      }
      boolean isFrame = marker >= 0xc0 && marker <= 0xcf;
      if (isFrame && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
        int height = Short.toUnsignedInt(file.getShort(at + 3));
        int width = Short.toUnsignedInt(file.getShort(at + 5));
        return new ImageHeader(ImageFormat.JPEG, width, height, file.get(at + 7), orientation);
      }
      if (marker == 0xe1 && length > 8 && text(file, at + 2, 6).equals("Exif\0\0")) {
        orientation = orientation(file, at + 8, length - 8);
      }
      at += length;
    }
  }

  private static int pastMarker(ByteBuffer file, int from) {
    int at = from;
    while (file.get(at) != (byte) 0xff) {
      at++;
    }
    while (file.get(at) == (byte) 0xff) {
      at++;
    }
    return at + 1;
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
    return new ImageHeader(ImageFormat.PNG, file.getInt(16), file.getInt(20), 0, orientation);
  }

  /** The canvas, of any of the three kinds (RFC 9649, sections 2.5 to 2.7). */
  private static ImageHeader webp(ByteBuffer file) {
    int bits = file.getInt(21);
    return switch (text(file, 12, 4)) {
      case "VP8X" -> {
        int width = (file.getInt(23) >>> 8) + 1;
        int height = (file.getInt(26) >>> 8) + 1;
        yield new ImageHeader(ImageFormat.WEBP, width, height, 0, webpOrientation(file));
      }
      case "VP8L" ->
          new ImageHeader(
              ImageFormat.WEBP, (bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1, 0, UPRIGHT);
      default ->
          new ImageHeader(
              ImageFormat.WEBP, file.getShort(26) & 0x3fff, file.getShort(28) & 0x3fff, 0, UPRIGHT);
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
    return new ImageHeader(
        ImageFormat.GIF, width, Short.toUnsignedInt(file.getShort(8)), 0, UPRIGHT);
  }

  /** Two numbers of 16 bits in the oldest kind, else of 32; a negative height is top down. */
  private static ImageHeader bmp(ByteBuffer file) {
    boolean oldest = file.getInt(14) == 12;
    int width = oldest ? Short.toUnsignedInt(file.getShort(18)) : file.getInt(18);
    int height = oldest ? Short.toUnsignedInt(file.getShort(20)) : Math.abs(file.getInt(22));
    return new ImageHeader(ImageFormat.BMP, width, height, 0, UPRIGHT);
  }

  private static ImageHeader tiff(ByteBuffer file) {
    TiffTags tags = TiffTags.read(file);
    int orientation = valid(tags.get(TiffTags.ORIENTATION));
    return new ImageHeader(
        ImageFormat.TIFF, tags.get(TiffTags.WIDTH), tags.get(TiffTags.HEIGHT), 0, orientation);
  }

  /** Of EXIF; what is damaged in it says nothing, and does not make the picture worse. */
  private static int orientation(ByteBuffer file, int at, int length) {
    try {
      return valid(TiffTags.read(file.slice(at, length)).get(TiffTags.ORIENTATION));
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
  }

  private static int valid(int orientation) {
    return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
  }

  private static String text(ByteBuffer file, int at, int length) {
    byte[] bytes = new byte[length];
    file.get(at, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
