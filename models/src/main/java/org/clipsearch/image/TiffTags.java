package org.clipsearch.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The single numbers in one directory of a TIFF structure, which is what EXIF and most RAW files
 * are as well (TIFF 6.0, section 2; BigTIFF where its version is 43). Nothing else is read, however
 * much there is.
 */
final class TiffTags {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int PHOTOMETRIC = 262;
  private static final int ORIENTATION = 274;
  private static final int SUB_DIRECTORIES = 330;
  static final int DNG_VERSION = 50706;

  /** More sub-directories than cameras write. */
  private static final int MOST_DIRECTORIES = 16;

  // Types of numbers; signed ones come from broken writers, and are read all the same.
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int SBYTE = 6;
  private static final int SSHORT = 8;
  private static final int SLONG = 9;
  private static final int IFD = 13;
  private static final int LONG8 = 16;
  private static final int IFD8 = 18;

  private final Map<Integer, Long> numbers = new HashMap<>();
  private final ByteBuffer tiff;
  private final boolean isBig;

  /** Of the tag that lists sub-directories; 0 where it is not there. */
  private int subDirectoriesEntry;

  private TiffTags(ByteBuffer tiff, boolean isBig) {
    this.tiff = tiff;
    this.isBig = isBig;
  }

  /**
   * Reads the first directory.
   *
   * @throws IndexOutOfBoundsException where the structure points beyond the bytes
   */
  static TiffTags read(ByteBuffer bytes) {
    ByteBuffer tiff =
        bytes.slice().order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    TiffTags tags = new TiffTags(tiff, tiff.getShort(2) == 43);
    tags.addAll(tags.isBig ? tiff.getLong(8) : Integer.toUnsignedLong(tiff.getInt(4)));
    return tags;
  }

  /** Of EXIF: 1 to 8, or 0 where it does not say, or is damaged. */
  static int orientation(ByteBuffer exif) {
    try {
      return read(exif).orientation();
    } catch (IndexOutOfBoundsException e) {
      return 0;
    }
  }

  private static int position(long offset) {
    if (offset < 0 || offset > Integer.MAX_VALUE - 32) {
      throw new IndexOutOfBoundsException("at " + offset);
    }
    return (int) offset;
  }

  private void addAll(long offset) {
    int at = position(offset);
    long entries = isBig ? tiff.getLong(at) : Short.toUnsignedInt(tiff.getShort(at));
    int entry = at + (isBig ? 8 : 2);
    for (long i = 0; i < entries; i++) {
      add(entry);
      entry += isBig ? 20 : 12;
    }
  }

  private void add(int entry) {
    int value = entry + (isBig ? 12 : 8);
    int tag = Short.toUnsignedInt(tiff.getShort(entry));
    switch (tag) {
      case WIDTH, HEIGHT, PHOTOMETRIC, ORIENTATION, DNG_VERSION ->
          numbers.merge(tag, number(entry, value), Math::max); // whichever of two the decoder takes
      case SUB_DIRECTORIES -> subDirectoriesEntry = entry;
      default -> tiff.get(value); // there, at least
    }
  }

  private long number(int entry, int value) {
    return switch (tiff.getShort(entry + 2)) {
      case BYTE, SBYTE -> Byte.toUnsignedLong(tiff.get(value));
      case SHORT, SSHORT -> Short.toUnsignedLong(tiff.getShort(value));
      case LONG, SLONG, IFD -> Integer.toUnsignedLong(tiff.getInt(value));
      case LONG8, IFD8 -> tiff.getLong(value) & Long.MAX_VALUE;
      default -> Long.MAX_VALUE; // too large for all that there is
    };
  }

  /**
   * The directories that this one lists: of its picture at other sizes, of a camera's raw data.
   *
   * @throws IndexOutOfBoundsException where one points beyond the bytes
   */
  List<TiffTags> subDirectories() {
    List<TiffTags> directories = new ArrayList<>();
    int entry = subDirectoriesEntry;
    if (entry == 0) {
      return directories;
    }
    int value = entry + (isBig ? 12 : 8);
    long count = isBig ? tiff.getLong(entry + 4) : Integer.toUnsignedLong(tiff.getInt(entry + 4));
    int type = tiff.getShort(entry + 2);
    int width = type == LONG8 || type == IFD8 ? 8 : 4;
    boolean isInline = count <= (isBig ? 8 : 4) / width;
    int at = isInline ? value : position(isBig ? tiff.getLong(value) : tiff.getInt(value));
    for (int i = 0; i < Math.min(count, MOST_DIRECTORIES); i++) {
      TiffTags directory = new TiffTags(tiff, isBig);
      directory.addAll(width == 8 ? tiff.getLong(at) : Integer.toUnsignedLong(tiff.getInt(at)));
      directories.add(directory);
      at += width;
    }
    return directories;
  }

  /** At most 31 bits, so that a product of two fits a long; 0 where the tag is not there. */
  int get(int tag) {
    return (int) Math.min(numbers.getOrDefault(tag, 0L), Integer.MAX_VALUE);
  }

  /** As EXIF 2.32 has it, 1 to 8; 0 where it is not there, or is none. */
  int orientation() {
    int orientation = get(ORIENTATION);
    return orientation <= 8 ? orientation : 0;
  }
}
