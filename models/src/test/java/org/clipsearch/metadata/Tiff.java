package org.clipsearch.metadata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes TIFF structures by TIFF 6.0, section 2: a directory of tags, and directories within. */
final class Tiff {
  static final int ASCII = 2;
  static final int SHORT = 3;
  static final int LONG = 4;
  static final int RATIONAL = 5;
  static final int UNDEFINED = 7;

  private final Map<Integer, Entry> entries = new TreeMap<>();

  /** Numbers of some bytes each, or a directory. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(int type, int size, long[] numbers, Tiff directory) {}

  Tiff ascii(int tag, String text) {
    return bytes(tag, ASCII, (text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  Tiff bytes(int tag, int type, byte[] bytes) {
    long[] numbers = new long[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      numbers[i] = bytes[i];
    }
    entries.put(tag, new Entry(type, 1, numbers, null));
    return this;
  }

  Tiff shorts(int tag, long... numbers) {
    entries.put(tag, new Entry(SHORT, 2, numbers, null));
    return this;
  }

  Tiff longs(int tag, long... numbers) {
    entries.put(tag, new Entry(LONG, 4, numbers, null));
    return this;
  }

  /** Numerator, denominator, numerator and so on. */
  Tiff rationals(int tag, long... numbers) {
    entries.put(tag, new Entry(RATIONAL, 4, numbers, null));
    return this;
  }

  Tiff directory(int tag, Tiff directory) {
    entries.put(tag, new Entry(LONG, 4, new long[1], directory));
    return this;
  }

  byte[] write() {
    return write(ByteOrder.BIG_ENDIAN, 42);
  }

  byte[] write(ByteOrder order, int marker) {
    byte[] letters =
        (order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(1 << 20).order(order);
    out.put(letters).putShort((short) marker).putInt(8);
    writeTo(out);
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  private void writeTo(ByteBuffer out) {
    out.putShort((short) entries.size());
    int at = out.position();
    out.position(at + 12 * entries.size()).putInt(0);
    for (Map.Entry<Integer, Entry> tag : entries.entrySet()) {
      Entry entry = tag.getValue();
      int bytes = entry.size * entry.numbers.length;
      out.putShort(at, tag.getKey().shortValue()).putShort(at + 2, (short) entry.type);
      out.putInt(at + 4, entry.type == RATIONAL ? entry.numbers.length / 2 : entry.numbers.length);
      if (entry.directory != null) {
        out.putInt(at + 8, out.position());
        entry.directory.writeTo(out);
      } else if (bytes > 4) {
        out.putInt(at + 8, out.position());
        put(out, entry);
      } else {
        int end = out.position();
        put(out.position(at + 8), entry);
        out.position(end);
      }
      at += 12;
    }
  }

  private static void put(ByteBuffer out, Entry entry) {
    for (long number : entry.numbers) {
      switch (entry.size) {
        case 1 -> out.put((byte) number);
        case 2 -> out.putShort((short) number);
        default -> out.putInt((int) number);
      }
    }
  }
}
