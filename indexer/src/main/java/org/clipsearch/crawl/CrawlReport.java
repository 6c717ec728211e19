package org.clipsearch.crawl;

import java.nio.file.Path;
import java.util.List;

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
  public record Skipped(Path path, String reason) {}

  public CrawlReport {
    skipped = List.copyOf(skipped);
  }

  /** Embedded images over the whole time; 0 where none was. */
  public double imagesPerSecond() {
    return seconds > 0 ? (added + updated) / seconds : 0;
  }
}
