package org.clipsearch.cli;

import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.clipsearch.crawl.CrawlProgress;

/** A bar on stderr that counts images, where that is a terminal. */
final class ImageProgress implements CrawlProgress, AutoCloseable {
  /** Set by the launcher: Java cannot ask whether stderr is a terminal. */
  private static final String STDERR_IS_TERMINAL = "clipsearch.terminal";

  private final ProgressBar bar;

  /**
   * Begins the bar.
   *
   * @param task what is done to the images, such as "indexing"
   */
  ImageProgress(String task, boolean quiet) {
    bar =
        quiet || !Boolean.getBoolean(STDERR_IS_TERMINAL)
            ? null
            : new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(250)
                .setUnit(" images", 1)
                .showSpeed()
                .setSpeedUnit(ChronoUnit.SECONDS)
                .build();
  }

  @Override
  public void counted(long files) {
    if (bar != null) {
      bar.maxHint(files);
    }
  }

  @Override
  public void done(long files) {
    if (bar != null) {
      bar.stepTo(files);
    }
  }

  /** Draws the bar for the last time. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
