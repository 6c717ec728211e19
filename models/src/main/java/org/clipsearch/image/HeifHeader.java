package org.clipsearch.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clipsearch.image.IsoBoxes.Box;

/**
 * What a HEIC or AVIF file says of its primary picture (ISO/IEC 23008-12, sections 6.5 and 9.3).
 */
final class HeifHeader {
  /** Version and flags, with which some boxes begin. */
  private static final int VERSION_AND_FLAGS = 4;

  private HeifHeader() {}

  /**
   * The size of the picture as it is shown: turned, as libheif does it. EXIF has no say in these
   * formats.
   */
  static ImageHeader read(ImageFormat format, ByteBuffer file) throws ImageException {
    int width = 0;
    int height = 0;
    boolean isTurned = false;
    for (Box property : primaryProperties(file)) {
      if (property.type().equals("ispe")) {
        width = length(property.body(), VERSION_AND_FLAGS);
        height = length(property.body(), VERSION_AND_FLAGS + 4);
      } else if (property.type().equals("irot")) {
        isTurned = (property.body().get(0) & 1) == 1; // in quarters
      }
    }
    return isTurned
        ? new ImageHeader(format, height, width)
        : new ImageHeader(format, width, height);
  }

  private static int length(ByteBuffer body, int at) {
    return (int) Math.min(Integer.toUnsignedLong(body.getInt(at)), Integer.MAX_VALUE);
  }

  private static List<Box> primaryProperties(ByteBuffer file) throws ImageException {
    ByteBuffer meta = child(Optional.of(file), "meta");
    ByteBuffer boxes = meta.slice(VERSION_AND_FLAGS, meta.limit() - VERSION_AND_FLAGS);
    ByteBuffer pitm = child(Optional.of(boxes), "pitm");
    int primary = pitm.get(0) == 0 ? pitm.getShort(4) & 0xffff : pitm.getInt(4);
    Optional<ByteBuffer> iprp = IsoBoxes.find(boxes, "iprp");
    List<Box> all = IsoBoxes.in(child(iprp, "ipco"));
    List<Box> properties = new ArrayList<>();
    for (int number : associated(child(iprp, "ipma"), primary)) {
      if (number >= 1 && number <= all.size()) {
        properties.add(all.get(number - 1));
      }
    }
    return properties;
  }

  private static ByteBuffer child(Optional<ByteBuffer> parent, String type) throws ImageException {
    return parent
        .flatMap(boxes -> IsoBoxes.find(boxes, type))
        .orElseThrow(() -> new ImageException("damaged: no box " + type + " in its header"));
  }

  /** The numbers, from 1, of an item's properties. */
  private static List<Integer> associated(ByteBuffer ipma, int item) {
    boolean wideItems = ipma.get(0) > 0;
    boolean wideNumbers = (ipma.get(3) & 1) == 1;
    long entries = Integer.toUnsignedLong(ipma.getInt(4));
    ByteBuffer rest = ipma.duplicate().position(8);
    for (long i = 0; i < entries && rest.remaining() > 2; i++) {
      int id = wideItems ? rest.getInt() : rest.getShort() & 0xffff;
      int count = rest.get() & 0xff;
      List<Integer> numbers = new ArrayList<>();
      for (int n = 0; n < count; n++) {
        numbers.add(wideNumbers ? rest.getShort() & 0x7fff : rest.get() & 0x7f);
      }
      if (id == item) {
        return numbers;
      }
    }
    return List.of();
  }
}
