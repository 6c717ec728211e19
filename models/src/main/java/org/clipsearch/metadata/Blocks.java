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

  private static final int MAX_OF_A_KIND = 8;

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

  /** Adds a copy of a part of a file, cut where the file ends. */
  void add(Kind kind, byte[] file, long from, long length) {
    if (from < 0 || from >= file.length || length <= 0) {
      return;
    }
    long end = Math.min(file.length, from + Math.min(length, MAX_BYTES));
    add(kind, Arrays.copyOfRange(file, (int) from, (int) end));
  }

  /** Adds a block, without copying it. */
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
