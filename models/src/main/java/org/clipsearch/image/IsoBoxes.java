package org.clipsearch.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The boxes that HEIF, AVIF and CR3 files consist of (ISO/IEC 14496-12, section 4.2). */
final class IsoBoxes {
  /** More than any real file has on one level. */
  private static final int MOST = 10_000;

  private IsoBoxes() {}

  /**
   * One box.
   *
   * @param body what it holds, big-endian
   */
  record Box(String type, ByteBuffer body) {}

  /** The boxes on one level, up to the first that does not end within the bytes. */
  static List<Box> in(ByteBuffer bytes) {
    List<Box> boxes = new ArrayList<>();
    int at = 0;
    while (at <= bytes.limit() - 8 && boxes.size() < MOST) {
      long rest = (long) bytes.limit() - at;
      long size = Integer.toUnsignedLong(bytes.getInt(at));
      int head = 8;
      if (size == 1 && rest >= 16) {
        size = bytes.getLong(at + 8);
        head = 16;
      } else if (size == 0) { // up to the end
        size = rest;
      }
      if (size < head || size > rest) {
        break;
      }
      byte[] type = new byte[4];
      bytes.get(at + 4, type);
      String name = new String(type, StandardCharsets.ISO_8859_1);
      boxes.add(new Box(name, bytes.slice(at + head, (int) size - head)));
      at += (int) size;
    }
    return boxes;
  }

  /** The first box of a type on one level. */
  static Optional<ByteBuffer> find(ByteBuffer bytes, String type) {
    return in(bytes).stream().filter(box -> box.type().equals(type)).map(Box::body).findFirst();
  }
}
