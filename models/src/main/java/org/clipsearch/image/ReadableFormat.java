package org.clipsearch.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether this machine reads pictures of a format.
 *
 * @param name as people write it
 * @param readable whether they are decoded here
 * @param advice what to know or to do where they are not; else empty
 */
public record ReadableFormat(String name, boolean readable, String advice) {
  /** All that are read, could be read with another library, or are often asked for. */
  public static List<ReadableFormat> all() {
    List<ReadableFormat> formats = new ArrayList<>();
    for (ImageFormat format : ImageFormat.values()) {
      formats.add(
          switch (format) {
            case HEIC, AVIF -> {
              String obstacle = Heif.obstacle(format).orElse("");
              yield new ReadableFormat(format.toString(), obstacle.isEmpty(), obstacle);
            }
            case RAW ->
                new ReadableFormat(
                    "RAW previews (CR2, CR3, NEF, ARW, DNG, ORF, RW2, RAF)", true, "");
            default -> new ReadableFormat(format.toString(), true, "");
          });
    }
    formats.add(new ReadableFormat("JPEG XL", false, "no decoder of it is known here"));
    formats.add(
        new ReadableFormat("JPEG 2000", false, "OpenCV's decoder of it is off, being unsafe"));
    return formats;
  }
}
