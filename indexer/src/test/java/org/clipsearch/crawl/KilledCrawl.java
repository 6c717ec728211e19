package org.clipsearch.crawl;

import java.io.IOException;
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
      crawler.commitEvery(Duration.ofMillis(20));
      crawler.crawl(
          List.of(new ImageLibrary(Path.of(args[0]), FolderRules.ALL)), CrawlOptions.DEFAULT);
      say("closing");
    }
    say("done");
  }

  /** Starts it. */
  static Process start(Library library) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1", // starts sooner
            "-cp",
            System.getProperty("java.class.path"),
            KilledCrawl.class.getName(),
            library.folder.toString(),
            library.index.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void embed() {
    say("batch");
    try {
      Thread.sleep(30); // some commits between two kills
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(String what) {
    System.out.println(what);
    System.out.flush();
  }
}
