package org.clipsearch.metadata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.clipsearch.metadata.Blocks.Kind;

/**
 * Finds the metadata in files made of boxes (ISO/IEC 14496-12): HEIF and AVIF, where they are items
 * of the box {@code meta} (ISO/IEC 23008-12, annex A), and Canon's CR3, which has boxes of its own.
 */
final class IsoBoxes {
  private static final int MAX_BOXES = 10_000;
  private static final String XMP = "be7acfcb97a942e89c71999491e3afac"; // XMP Part 3, table 7
  private static final String CANON = "85c0b687820f11e08111f4ce462b6a48";
  private static final int UUID = 16; // bytes
  private static final int MAX_TYPE = 256; // an item's type and name, in bytes

  private final byte[] file;
  private final Blocks blocks;

  IsoBoxes(byte[] file, Blocks blocks) {
    this.file = file;
    this.blocks = blocks;
  }

  /** What a box holds, from one position of the file to another. */
  private record Box(String type, int from, int to) {}

  /**
   * Finds it.
   *
   * @throws IndexOutOfBoundsException where the file is cut off
   */
  void read() {
    for (Box box : boxes(0, file.length)) {
      switch (box.type) {
        case "meta" -> items(boxes(box.from + 4, box.to));
        case "moov" -> boxes(box.from, box.to).forEach(this::canon);
        case "uuid" -> {
          if (uuid(box).equals(XMP)) {
            blocks.add(Kind.XMP, file, box.from + UUID, box.to - box.from - UUID);
          }
        }
        default -> {}
      }
    }
  }

  private List<Box> boxes(int from, int to) {
    List<Box> boxes = new ArrayList<>();
    long at = from;
    while (at + 8 <= to && boxes.size() < MAX_BOXES) {
      int start = (int) at;
      long size = number(start, 4);
      int header = 8;
      if (size == 1) {
        size = number(start + 8, 8);
        header = 16;
      } else if (size == 0) {
        size = to - at; // the last one
      }
      if (size < header) {
        break;
      }
      String type = new String(file, start + 4, 4, StandardCharsets.ISO_8859_1);
      boxes.add(new Box(type, start + header, (int) Math.min(to, at + Math.min(size, to))));
      at += Math.min(size, to);
    }
    return boxes;
  }

  private String uuid(Box box) {
    return HexFormat.of().formatHex(file, box.from, box.from + UUID);
  }

  /** EXIF in pieces: the first directory, the one with the exposure, and that of GPS. */
  private void canon(Box part) {
    if (!part.type.equals("uuid") || !uuid(part).equals(CANON)) {
      return;
    }
    for (Box box : boxes(part.from + UUID, part.to)) {
      switch (box.type) {
        case "CMT1", "CMT2" -> blocks.add(Kind.EXIF, file, box.from, box.to - box.from);
        case "CMT4" -> blocks.add(Kind.GPS, file, box.from, box.to - box.from);
        default -> {}
      }
    }
  }

  private void items(List<Box> meta) {
    Map<Long, Kind> kinds = new HashMap<>();
    int data = 0;
    for (Box box : meta) {
      if (box.type.equals("iinf")) {
        int count = file[box.from] == 0 ? 2 : 4;
        boxes(box.from + 4 + count, box.to).forEach(entry -> addKind(entry, kinds));
      } else if (box.type.equals("idat")) {
        data = box.from;
      }
    }
    for (Box box : meta) {
      if (box.type.equals("iloc")) {
        locate(box, kinds, data);
      }
    }
  }

  /** An entry: version and flags, number, protection, type, name with a final 0, media type. */
  private void addKind(Box entry, Map<Long, Kind> kinds) {
    int version = file[entry.from];
    if (!entry.type.equals("infe") || version < 2) {
      return; // older ones tell no type
    }
    int idBytes = version == 2 ? 2 : 4;
    long id = number(entry.from + 4, idBytes);
    int type = entry.from + 4 + idBytes + 2;
    int length = Math.clamp(entry.to - type, 0, MAX_TYPE);
    String text = new String(file, type, length, StandardCharsets.ISO_8859_1);
    if (text.startsWith("Exif")) {
      kinds.put(id, Kind.EXIF);
    } else if (text.matches("(?s)mime[^\0]*\0application/rdf\\+xml.*")) {
      kinds.put(id, Kind.XMP);
    }
  }

  /** Where items are; those in several pieces are left out, since metadata never is. */
  private void locate(Box iloc, Map<Long, Kind> kinds, int data) {
    int version = file[iloc.from];
    int sizes = (int) number(iloc.from + 4, 2);
    int offsetBytes = sizes >> 12;
    int lengthBytes = (sizes >> 8) & 15;
    int baseBytes = (sizes >> 4) & 15;
    int indexBytes = version == 0 ? 0 : sizes & 15;
    int wide = version < 2 ? 2 : 4;
    long items = number(iloc.from + 6, wide);
    int at = iloc.from + 6 + wide;
    for (long i = 0; i < items; i++) {
      long id = number(at, wide);
      at += wide;
      boolean inData = version > 0 && (number(at, 2) & 15) == 1;
      at += version == 0 ? 2 : 4; // and where the data is, if in another file
      long base = number(at, baseBytes) + (inData ? data : 0);
      at += baseBytes;
      long pieces = number(at, 2);
      at += 2;
      if (pieces == 1 && kinds.containsKey(id)) {
        long offset = number(at + indexBytes, offsetBytes);
        add(kinds.get(id), base + offset, number(at + indexBytes + offsetBytes, lengthBytes));
      }
      at =
          Math.toIntExact(
              Math.min(file.length, at + pieces * (indexBytes + offsetBytes + lengthBytes)));
    }
  }

  /** An item; that of EXIF begins with how many bytes to pass over. */
  private void add(Kind kind, long from, long length) {
    if (kind == Kind.EXIF && from >= 0 && from < file.length) {
      long skipped = 4 + number((int) from, 4);
      blocks.add(kind, file, from + skipped, length - skipped);
    } else {
      blocks.add(kind, file, from, length);
    }
  }

  /** Unsigned, but for one of eight bytes. */
  private long number(int at, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = (number << 8) | (file[at + i] & 0xff);
    }
    return number;
  }
}
