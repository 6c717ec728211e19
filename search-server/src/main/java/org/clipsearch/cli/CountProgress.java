package org.clipsearch.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.clipsearch.crawl.CrawlProgress;

/** A bar on stderr that counts, where that is a terminal. Thread-safe. */
public final class CountProgress implements CrawlProgress, AutoCloseable {
  private final Optional<ProgressBar> bar;

  /**
   * Begins the bar.
   *
   * @param task such as "indexing"
   * @param units such as "images"
   */
  public CountProgress(String task, String units, boolean quiet) {
    bar = TerminalBar.start(task, units, quiet);
  }

  @Override
  public void counted(long files) {
    bar.ifPresent(b -> b.maxHint(files));
  }

  @Override
  public synchronized void done(long files) {
    // Threads overtake each other.
    bar.ifPresent(b -> b.stepTo(Math.max(b.getCurrent(), files)));
  }

  /** Draws the bar for the last time. */
  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
