package org.clipsearch.index;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * A file as it was when somebody looked. Where size and time are the same later, its content is
 * taken for the same.
 *
 * @param path absolute; of any name that the file system allows
 * @param bytes its size
 * @param modified its time of modification, to the nanosecond where the system keeps it
 */
public record FileStamp(Path path, long bytes, Instant modified) {
  /** Of attributes that were read of the file itself, not of a link to it. */
  public static FileStamp of(Path path, BasicFileAttributes attributes) {
    return new FileStamp(path, attributes.size(), attributes.lastModifiedTime().toInstant());
  }
}
