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
 * @param added not indexed before, and embedded
 * @param updated embedded again, because their content had changed
 * @param reused not indexed before, but of a content that was: moved, copied, or back again
 * @param removed taken out of the index, because the file is gone
 * @param unchanged left as they were
 * @param failedBefore not tried, because they failed before and are the same still
 * @param skipped what could not be read; what the index had of it stays
 * @param profile where the time went
 * @param stopped whether it was stopped before its end
 */
public record CrawlReport(
    int scanned,
    int added,
    int updated,
    int reused,
    int removed,
    int unchanged,
    int failedBefore,
    List<Skipped> skipped,
    Profile profile,
    boolean stopped) {

  /** A file or folder, and why it was passed over. */
  public record Skipped(Path path, String reason) {
    /** With the failure in words. */
    public static Skipped of(Path path, IOException failure) {
      return new Skipped(path, CrawlReport.reason(failure));
    }
  }

  /** Why a file cannot be read, without its name. */
  static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException e -> "permission denied";
      case NoSuchFileException e -> "not there any more, or a link to nothing";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
    };
  }

  public CrawlReport {
    skipped = List.copyOf(skipped);
  }

  /** From start to end. */
  public double seconds() {
    return profile.wall();
  }

  /** Embedded images over the whole time; 0 where none was. */
  public double imagesPerSecond() {
    return seconds() > 0 ? (added + updated) / seconds() : 0;
  }
}
