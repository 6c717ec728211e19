package org.clipsearch.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What stands before a JPEG's first scan (ITU-T T.81, B.2).
 *
 * @param frame the frame header's marker, 0xc0 to 0xcf, which names the process
 * @param precision bits of a sample
 * @param orientation 1 to 8, as EXIF 2.32 has it; 0 where it says nothing
 * @param inScans whether the picture comes in several scans, for which a decoder has to hold all
 *     coefficients
 */
record JpegHeader(
    int frame,
    int precision,
    int width,
    int height,
    int components,
    int orientation,
    boolean inScans) {
  private static final int START_OF_SCAN = 0xda;

  /** More than any camera writes; each of up to 64 KiB. */
  private static final int MOST_SEGMENTS = 64;

  /**
   * Reads the segments up to the first scan. What is no marker is passed over, as libjpeg does it:
   * else a file could show one size here and have another.
   *
   * @throws IndexOutOfBoundsException where there is no frame header in these bytes
   */
  static JpegHeader read(ByteBuffer file) throws ImageException {
    return read(file, false);
  }

  /**
   * The header of a JPEG that may begin here, amid other data: nothing is passed over.
   *
   * @param bytes from its start of image on
   */
  static Optional<JpegHeader> find(ByteBuffer bytes) {
    try {
      return Optional.of(read(bytes, true));
    } catch (ImageException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static JpegHeader read(ByteBuffer file, boolean isStrict) throws ImageException {
    int orientation = 0;
    int at = 2;
    for (int segments = 0; !isStrict || segments < MOST_SEGMENTS; segments++) {
      at = pastMarker(file, at, isStrict);
      int marker = file.get(at - 1) & 0xff;
      if (hasNoLength(marker)) {
        continue;
      }
      int length = Short.toUnsignedInt(file.getShort(at));
      if (length < 2 || (marker >= 0xd8 && marker <= START_OF_SCAN)) {
        break;
      }
      if (isFrame(marker)) {
        int components = file.get(at + 7) & 0xff;
        return new JpegHeader(
            marker,
            file.get(at + 2),
            Short.toUnsignedInt(file.getShort(at + 5)),
            Short.toUnsignedInt(file.getShort(at + 3)),
            components,
            orientation,
            (marker & 3) == 2 || firstScan(file, at + length, isStrict) != components);
      }
      if (marker == 0xe1 && length > 8 && isExif(file, at + 2)) {
        orientation = TiffTags.orientation(file.slice(at + 8, length - 8));
      }
      at += length;
    }
    throw new ImageException("damaged: no frame header in this JPEG");
  }

  /**
   * Where the file goes on behind the next marker, whose second byte is the one before.
   *
   * @throws IndexOutOfBoundsException where there is none
   */
  static int pastMarker(ByteBuffer file, int from, boolean isStrict) throws ImageException {
    int at = from;
    while (file.get(at) != (byte) 0xff) {
      if (isStrict) {
        throw new ImageException("no marker");
      }
      at++;
    }
    while (file.get(at) == (byte) 0xff) {
      at++;
    }
    return at + 1;
  }

  private static boolean hasNoLength(int marker) {
    return marker == 0 || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
  }

  /** SOF0 to SOF15, among which stand DHT, JPG and DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean isExif(ByteBuffer file, int at) {
    byte[] name = new byte[6];
    file.get(at, name);
    return new String(name, StandardCharsets.ISO_8859_1).equals("Exif\0\0");
  }

  /** How many components the first scan holds; 0 where it is not to be found. */
  private static int firstScan(ByteBuffer file, int from, boolean isStrict) {
    int at = from;
    try {
      for (int segments = 0; !isStrict || segments < MOST_SEGMENTS; segments++) {
        at = pastMarker(file, at, isStrict);
        int marker = file.get(at - 1) & 0xff;
        if (marker == START_OF_SCAN) {
          return file.get(at + 2) & 0xff;
        }
        if (!hasNoLength(marker)) {
          at += Math.max(2, Short.toUnsignedInt(file.getShort(at)));
        }
      }
      return 0;
    } catch (ImageException | IndexOutOfBoundsException e) {
      return 0;
    }
  }
}
