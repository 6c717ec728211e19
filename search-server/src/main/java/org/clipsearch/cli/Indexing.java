package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
   * Opens the index, crawls, and closes it; Ctrl-C ends that in good order.
   *
   * @param target {@link #directory}, or what is built beside it
   * @param libraries for it to remember
   */
  CrawlReport run(Path target, List<ImageLibrary> libraries, Crawl crawl)
      throws IOException, InterruptedException {
    Pause pause = Pause.at(directory);
    if (pause.isPaused()) {
      global.notice("paused; to go on: clipsearch resume");
    }
    try (LuceneIndexWriter index = LuceneIndexWriter.open(target, model)) {
      Libraries.remember(index, libraries);
      ImageProgress progress = new ImageProgress("indexing", global.quiet());
      Crawler crawler = new Crawler(tower, index, progress, pause);
      boolean[] isStopped = {false};
      Runnable stop =
          () -> {
            isStopped[0] = true;
            crawler.stop();
          };
      try (var _ = new StopOnInterrupt(stop)) {
        CrawlReport report;
        try (progress) { // off the screen before the report comes
          report = crawl.with(crawler);
        }
        index.awaitMerges(() -> isStopped[0]);
        return report;
      }
    }
  }
}
