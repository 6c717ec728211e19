package org.clipsearch.crawl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.clipsearch.index.LuceneIndexWriter;

/** A crawl in a process of its own, which says what it is at, and may be killed at any moment. */
final class KilledCrawl {
  private KilledCrawl() {}

  /** With the folder and the index. */
  public static void main(String[] args) throws Exception {
    FakeEmbedder embedder = new FakeEmbedder();
    embedder.beforeBatch = KilledCrawl::embed;
    say("opening");
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(Path.of(args[1]), embedder.model())) {
      say("crawling");
      Crawler crawler =
          new Crawler(embedder, writer, CrawlProgress.none(), Pause.at(Path.of(args[1])));
      crawler.commitEvery(Duration.ofMillis(100));
      crawler.crawl(
          List.of(new ImageLibrary(Path.of(args[0]), FolderRules.ALL)), CrawlOptions.DEFAULT);
      say("closing");
    }
    say("done");
  }

  private static void embed() {
    say("batch");
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(String what) {
    System.out.println(what);
    System.out.flush();
  }
}
