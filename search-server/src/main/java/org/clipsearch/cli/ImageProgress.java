package org.clipsearch.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.clipsearch.crawl.CrawlProgress;

/** A bar on stderr that counts images, where that is a terminal. */
final class ImageProgress implements CrawlProgress, AutoCloseable {
  private final Optional<ProgressBar> bar;

  /**
   * Begins the bar.
   *
   * @param task what is done to the images, such as "indexing"
   */
  ImageProgress(String task, boolean quiet) {
    bar = TerminalBar.start(task, "images", quiet);
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
