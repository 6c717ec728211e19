package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a crawl did.
 *
 * @param scanned image files met
 * @param added embedded, not indexed before
 * @param updated embedded again, because size or time had changed
 * @param removed taken out of the index, because the file is gone
 * @param unchanged left as they were
 * @param skipped what could not be read; what the index had of it stays
 * @param seconds from start to end
 * @param stopped whether it was stopped before its end
 */
public record CrawlReport(
    int scanned,
    int added,
    int updated,
    int removed,
    int unchanged,
    List<Skipped> skipped,
    double seconds,
    boolean stopped) {

  /** A file or folder, and why it was passed over. */
  public record Skipped(Path path, String reason) {
    /** With the failure in words. */
    public static Skipped of(Path path, IOException failure) {
      String reason =
          switch (failure) {
            case AccessDeniedException e -> "permission denied";
            case NoSuchFileException e -> "not there any more, or a link to nothing";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
          };
      return new Skipped(path, reason);
    }
  }

  public CrawlReport {
    skipped = List.copyOf(skipped);
  }

  /** Embedded images over the whole time; 0 where none was. */
  public double imagesPerSecond() {
    return seconds > 0 ? (added + updated) / seconds : 0;
  }
}
