package org.clipsearch.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * An image file that could not be indexed.
 *
 * @param file as it was then
 * @param stage what was tried
 * @param reason why it failed, for people
 * @param since when it failed first, to the second
 */
public record FailedFile(FileStamp file, Stage stage, String reason, Instant since) {
  /** What was tried with a file. */
  public enum Stage {
    /** Opening and reading it: permissions, drives. Tried again at each run. */
    READ,
    /** Finding who decodes its format: none here. Tried again when one is. */
    FORMAT,
    /** Decoding it: damage. Tried again when the file changes. */
    DECODE,
    /** Decoding it twice, and the process died both times. Tried again when the file changes. */
    CRASH;

    /** In lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Path path() {
    return file.path();
  }
}
