package org.clipsearch.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The single numbers in the first directory of a TIFF structure, which is what EXIF is as well
 * (TIFF 6.0, section 2; BigTIFF where its version is 43). Nothing else is read, however much there
 * is.
 */
final class TiffTags {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int ORIENTATION = 274;

  // Types of numbers; signed ones come from broken writers, and are read all the same.
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int SBYTE = 6;
  private static final int SSHORT = 8;
  private static final int SLONG = 9;
  private static final int LONG8 = 16;

  private final Map<Integer, Long> numbers = new HashMap<>();

  private TiffTags() {}

  /**
   * Reads them.
   *
   * @throws IndexOutOfBoundsException where the structure points beyond the bytes
   */
  static TiffTags read(ByteBuffer bytes) {
    ByteBuffer tiff =
        bytes.slice().order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    boolean big = tiff.getShort(2) == 43;
    int at = position(big ? tiff.getLong(8) : Integer.toUnsignedLong(tiff.getInt(4)));
    long entries = big ? tiff.getLong(at) : Short.toUnsignedInt(tiff.getShort(at));
    TiffTags tags = new TiffTags();
    int entry = at + (big ? 8 : 2);
    for (long i = 0; i < entries; i++) {
      tags.add(tiff, entry, big ? 12 : 8);
      entry += big ? 20 : 12;
    }
    return tags;
  }

  private static int position(long offset) {
    if (offset < 0 || offset > Integer.MAX_VALUE - 32) {
      throw new IndexOutOfBoundsException("at " + offset);
    }
    return (int) offset;
  }

  private void add(ByteBuffer tiff, int entry, int toValue) {
    int tag = Short.toUnsignedInt(tiff.getShort(entry));
    if (tag != WIDTH && tag != HEIGHT && tag != ORIENTATION) {
      tiff.get(entry + toValue); // there, at least
      return;
    }
    long value =
        switch (tiff.getShort(entry + 2)) {
          case BYTE, SBYTE -> Byte.toUnsignedLong(tiff.get(entry + toValue));
          case SHORT, SSHORT -> Short.toUnsignedLong(tiff.getShort(entry + toValue));
          case LONG, SLONG -> Integer.toUnsignedLong(tiff.getInt(entry + toValue));
          case LONG8 -> tiff.getLong(entry + toValue) & Long.MAX_VALUE;
          default -> Long.MAX_VALUE; // too large for all that there is
        };
    numbers.merge(tag, value, Math::max); // whichever of two the decoder takes
  }

  /** At most 31 bits, so that a product of two fits a long; 0 where the tag is not there. */
  int get(int tag) {
    return (int) Math.min(numbers.getOrDefault(tag, 0L), Integer.MAX_VALUE);
  }
}
