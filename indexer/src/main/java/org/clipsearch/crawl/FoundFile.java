package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.clipsearch.image.FormatException;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.ReadableFormat;
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.FileStamp;
import org.clipsearch.index.KnownImages;

/**
 * An image file that the walk met.
 *
 * @param stamp as it was then
 * @param state how it stands to the index
 * @param failure an earlier one of the same path
 */
record FoundFile(FileStamp stamp, KnownImages.State state, Optional<FailedFile> failure) {
  Path path() {
    return stamp.path();
  }

  /** Whether there is no point in trying it: it failed before, and nothing has changed since. */
  boolean isHopeless() {
    if (failure.isEmpty() || !failure.get().file().equals(stamp)) {
      return false;
    }
    return switch (failure.get().stage()) {
      case READ -> false; // permissions and drives change without the file
      case FORMAT -> ImageFiles.isNotRead(path()) || isStillUnread(failure.get().reason());
      case DECODE, CRASH -> true;
    };
  }

  /**
   * Whether nothing has been installed since that reads the format which the reason begins with.
   */
  private static boolean isStillUnread(String reason) {
    return ReadableFormat.all().stream()
        .anyMatch(format -> !format.readable() && reason.startsWith(format.name()));
  }

  /** It could not be indexed, for a reason; it has not been possible since the first time. */
  FailedFile failed(IOException reason) {
    FailedFile.Stage stage =
        switch (reason) {
          case FormatException e -> FailedFile.Stage.FORMAT;
          case ImageException e -> FailedFile.Stage.DECODE;
          default -> FailedFile.Stage.READ;
        };
    Instant since = failure.map(FailedFile::since).orElseGet(Instant::now);
    return new FailedFile(stamp, stage, CrawlReport.reason(reason), since);
  }
}
