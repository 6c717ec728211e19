package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.index.LuceneIndexWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be indexed is remembered, and tried again when that makes sense. */
@Timeout(60)
class FailuresTest {
  @TempDir Path directory;
  private Library library;

  @BeforeEach
  void makeLibrary() throws IOException {
    library = new Library(directory);
    library.write("good.jpg", "good");
  }

  private List<FailedFile> failures() throws IOException {
    try (LuceneIndex index = LuceneIndex.open(library.index)) {
      return index.failures();
    }
  }

  private CrawlReport retry() throws IOException {
    try (LuceneIndexWriter writer =
        LuceneIndexWriter.open(library.index, library.embedder.model())) {
      return new Crawler(library.embedder, writer, CrawlProgress.none(), Pause.at(library.index))
          .retry(library.whole(), failures(), CrawlOptions.DEFAULT);
    }
  }

  @Test
  void damagedFilesAreTriedAgainWhenTheyChange() throws IOException {
    Path file = library.write("a.jpg", "bad");
    assertEquals("2: +1 ~0 -0 =0 !1", Library.counts(library.crawl()));
    FailedFile failed = failures().getFirst();
    assertEquals(file, failed.path());
    assertEquals(FailedFile.Stage.DECODE, failed.stage());
    assertEquals("a bad one", failed.reason());
    assertTrue(!failed.since().isAfter(Instant.now()));
    assertEquals("2: +0 ~0 -0 =1 !0 ?1", Library.counts(library.crawl()));
    library.write("a.jpg", "bad still");
    assertEquals("2: +0 ~0 -0 =1 !1", Library.counts(library.crawl()));
    assertEquals(failed.since(), failures().getFirst().since(), "since the first time");
    library.write("a.jpg", "good at last");
    assertEquals("2: +1 ~0 -0 =1 !0", Library.counts(library.crawl()));
    assertEquals(List.of(), failures());
  }

  @Test
  void retryTriesThemThoughTheyHaveNotChanged() throws IOException {
    library.write("a.jpg", "bad");
    library.crawl();
    assertEquals("1: +0 ~0 -0 =0 !1", Library.counts(retry()));
    library.embedder.isHealed = true;
    assertEquals("1: +1 ~0 -0 =0 !0", Library.counts(retry()));
    assertEquals(List.of(), failures());
    assertEquals(2, library.indexed().size());
  }

  @Test
  void failuresOfFilesThatAreGoneAreForgotten() throws IOException {
    Path one = library.write("one.jpg", "bad 1");
    Path two = library.write("two.jpg", "bad 2");
    library.crawl();
    Files.delete(one);
    library.crawl();
    assertEquals(List.of(two), failures().stream().map(FailedFile::path).toList());
    Files.delete(two);
    assertEquals("0: +0 ~0 -0 =0 !0", Library.counts(retry()));
    assertEquals(List.of(), failures());
  }

  @Test
  void aFileThatGrowsAfterItWasLookedAtIsTakenByTheNextRun() throws IOException {
    Path file = library.folder.resolve("good.jpg");
    Pause growing = // asked between the look at the file and its reading
        new Pause(
            library.index,
            () -> {
              append(file);
              return 0;
            });
    try (LuceneIndexWriter writer =
        LuceneIndexWriter.open(library.index, library.embedder.model())) {
      CrawlReport report =
          new Crawler(library.embedder, writer, CrawlProgress.none(), growing)
              .crawl(library.whole(), CrawlOptions.DEFAULT);
      assertEquals("1: +0 ~0 -0 =0 !1", Library.counts(report));
    }
    FailedFile failed = failures().getFirst();
    assertEquals(FailedFile.Stage.READ, failed.stage());
    assertTrue(failed.reason().startsWith("is being written to"), failed.reason());
    assertEquals("1: +1 ~0 -0 =0 !0", Library.counts(library.crawl()));
    assertEquals(Map.of("good.jpg", Files.readString(file)), library.indexed());
    assertEquals(List.of(), failures());
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "+", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void formatsThatNothingReadsAreNamedOnce() throws IOException {
    library.write("a.jxl", "x");
    assertEquals("2: +1 ~0 -0 =0 !1", Library.counts(library.crawl()));
    assertEquals(FailedFile.Stage.FORMAT, failures().getFirst().stage());
    assertEquals("2: +0 ~0 -0 =1 !0 ?1", Library.counts(library.crawl()));
  }
}
