package org.clipsearch.cli;

import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.clipsearch.crawl.CrawlProgress;

/** A bar on stderr, where that is a terminal. */
final class IndexProgress implements CrawlProgress, AutoCloseable {
  /** Set by the launcher: Java cannot ask whether stderr is a terminal. */
  private static final String STDERR_IS_TERMINAL = "clipsearch.terminal";

  private final ProgressBar bar;

  IndexProgress(boolean quiet) {
    bar =
        quiet || !Boolean.getBoolean(STDERR_IS_TERMINAL)
            ? null
            : new ProgressBarBuilder()
                .setTaskName("indexing")
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
