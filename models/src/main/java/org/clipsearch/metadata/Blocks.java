package org.clipsearch.metadata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The parts of a file that hold metadata: few and small, whatever lengths the file claims. */
final class Blocks {
  /** Of one block; a raw converter's longest XMP, with masks drawn by hand, takes half of it. */
  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_OF_A_KIND = 100;

  /** What is left of the bytes that are copied of one file, whatever it holds. */
  private int room = 2 * MAX_BYTES;

  /** What a block is. */
  enum Kind {
    /** A TIFF structure, whose first directory holds EXIF's tags or leads to them. */
    EXIF,
    /** A TIFF structure, whose first directory holds EXIF's GPS tags. */
    GPS,
    XMP,
    IPTC,
    /** Photoshop's image resources, of which one is IPTC. */
    RESOURCES
  }

  private final Map<Kind, List<byte[]>> found = new EnumMap<>(Kind.class);

  /** Adds a copy of a part of a file, cut where the file or the room ends. */
  void add(Kind kind, byte[] file, long from, long length) {
    long bytes = Math.min(Math.min(length, MAX_BYTES), Math.min(room, file.length - from));
    if (from >= 0 && bytes > 0) {
      room -= (int) bytes;
      add(kind, Arrays.copyOfRange(file, (int) from, (int) (from + bytes)));
    }
  }

  /** Adds a block as it is, unless there are enough. */
  void add(Kind kind, byte[] block) {
    List<byte[]> blocks = found.computeIfAbsent(kind, _ -> new ArrayList<>());
    if (blocks.size() < MAX_OF_A_KIND) {
      blocks.add(block);
    }
  }

  /** In the order of the file. */
  List<byte[]> of(Kind kind) {
    return found.getOrDefault(kind, List.of());
  }
}
