package org.clipsearch.index;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What an index knows of a picture, beside its vector.
 *
 * @param path absolute; of any name that the file system allows
 * @param bytes size of the file
 * @param modified the file's time of modification, to the nanosecond where the system keeps it
 * @param width of the upright picture, in pixels
 * @param height of the upright picture, in pixels
 */
public record IndexedImage(Path path, long bytes, Instant modified, int width, int height) {
  /** By which requests name the picture; the same as long as the path is. Looks at the disk. */
  public String id() {
    return IndexFields.id(path);
  }
}
