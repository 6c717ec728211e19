package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.crawl.CrawlReport;
import org.clipsearch.crawl.Crawler;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.crawl.Libraries;
import org.clipsearch.crawl.Pause;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.index.LuceneIndexWriter;

/** A loaded model, and an index that it may write to. */
final class Indexing {
  private final ImageTower tower;
  private final ModelIdentity model;
  private final Path directory;
  private final GlobalOptions global;

  /**
   * Puts the parts together.
   *
   * @param directory of the index, which need not be there yet
   */
  Indexing(ImageTower tower, ModelIdentity model, Path directory, GlobalOptions global) {
    this.tower = tower;
    this.model = model;
    this.directory = directory;
    this.global = global;
  }

  /** Something to do with a crawler. */
  @FunctionalInterface
  interface Crawl {
    CrawlReport with(Crawler crawler) throws IOException;
  }

  /**
   * Opens the index, crawls, closes it and reports; Ctrl-C ends that in good order.
   *
   * @param target {@link #directory}, or what is built beside it
   * @param libraries for it to remember
   */
  CrawlReport run(
      Path target, List<ImageLibrary> libraries, Crawl crawl, Consumer<CrawlReport> report)
      throws IOException, InterruptedException {
    Stop stop = new Stop();
    try (var _ = new StopOnInterrupt(stop)) { // the process lives on until all this is done
      CrawlReport done = crawl(target, libraries, crawl, stop);
      report.accept(done);
      return done;
    }
  }

  private CrawlReport crawl(Path target, List<ImageLibrary> libraries, Crawl crawl, Stop stop)
      throws IOException, InterruptedException {
    Pause pause = Pause.at(directory);
    if (pause.isPaused()) {
      global.notice("paused; to go on: clipsearch resume");
      pause.awaitResume(() -> stop.isAsked); // with the index free for others
    }
    try (LuceneIndexWriter index = LuceneIndexWriter.open(target, model)) {
      Libraries.remember(index, libraries);
      CrawlReport report;
      try (CountProgress progress = new CountProgress("indexing", "images", global.quiet())) {
        Crawler crawler = new Crawler(tower, index, progress, pause);
        stop.applyTo(crawler);
        report = crawl.with(crawler);
      }
      merge(index, stop);
      return report;
    }
  }

  /** For faster searches; what is not done when the user stops it is done after the next run. */
  private void merge(LuceneIndexWriter index, Stop stop) throws IOException, InterruptedException {
    if (!stop.isAsked) {
      index.compact();
    }
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    index.awaitMerges(() -> stop.isAsked || System.nanoTime() > patience);
    if (index.isMerging() && !stop.isAsked) {
      global.notice(
          "all is indexed; merging, so that searches are faster, takes a few minutes for a million"
              + " images, and Ctrl-C leaves it for another time");
      index.awaitMerges(() -> stop.isAsked);
    }
  }

  /** A wish to stop, that may come before there is what could. */
  private static final class Stop implements Runnable {
    private Crawler crawler;
    private volatile boolean isAsked;

    @Override
    public synchronized void run() {
      isAsked = true;
      if (crawler != null) {
        crawler.stop();
      }
    }

    synchronized void applyTo(Crawler begun) {
      crawler = begun;
      if (isAsked) {
        begun.stop();
      }
    }
  }
}
