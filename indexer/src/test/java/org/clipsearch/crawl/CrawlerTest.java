package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.clipsearch.index.LuceneIndexWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CrawlerTest {
  @TempDir Path directory;
  private Library library;

  @BeforeEach
  void makeLibrary() throws IOException {
    library = new Library(directory);
  }

  @Test
  void everyImageBelowTheFolderIsEmbeddedOnce() throws IOException {
    for (int i = 0; i < 150; i++) {
      library.write("year%d/img%d.jpg".formatted(i % 7, i), "picture " + i);
    }
    CrawlReport report = library.crawl();
    assertEquals("150: +150 ~0 -0 =0 !0", Library.counts(report));
    assertTrue(report.imagesPerSecond() > 0);
    Map<String, String> indexed = library.indexed();
    assertEquals(150, indexed.size());
    for (int i = 0; i < 150; i++) {
      assertEquals("picture " + i, indexed.get("year%d/img%d.jpg".formatted(i % 7, i)));
    }
  }

  @Test
  void secondRunEmbedsWhatIsNewOrChangedAndRemovesWhatIsGone() throws IOException {
    library.write("same.jpg", "same");
    library.write("longer.jpg", "old");
    Path touched = library.write("touched.jpg", "before");
    Path gone = library.write("gone.jpg", "gone");
    library.crawl();
    assertEquals("4: +0 ~0 -0 =4 !0", Library.counts(library.crawl()));
    assertEquals(4, library.embedder.embedded.get());

    library.write("longer.jpg", "new and longer");
    library.write("touched.jpg", "after!");
    Files.setLastModifiedTime(touched, FileTime.from(Instant.ofEpochSecond(1_000_000)));
    library.write("new.jpg", "new");
    Files.delete(gone);
    assertEquals("4: +1 ~2 -1 =1 !0", Library.counts(library.crawl()));
    assertEquals(7, library.embedder.embedded.get());
    assertEquals(
        Map.of(
            "same.jpg", "same",
            "longer.jpg", "new and longer",
            "touched.jpg", "after!",
            "new.jpg", "new"),
        library.indexed());
  }

  @Test
  void unreadableFilesAreNamedAndShiftNoVector() throws IOException {
    for (int i = 0; i < 100; i++) {
      library.write(i + ".jpg", i % 3 == 0 ? "bad " + i : "good " + i);
    }
    CrawlReport report = library.crawl();
    assertEquals("100: +66 ~0 -0 =0 !34", Library.counts(report));
    for (CrawlReport.Skipped skipped : report.skipped()) {
      assertEquals("a bad one", skipped.reason());
      assertTrue(Files.readString(skipped.path()).startsWith("bad"));
    }
    library.indexed().forEach((name, content) -> assertEquals("good " + name, content + ".jpg"));
    assertEquals("100: +0 ~0 -0 =66 !0 ?34", Library.counts(library.crawl()));
  }

  @Test
  void otherFilesHiddenOnesAndSystemFoldersArePassedOver() throws IOException {
    library.write("a.JPG", "a");
    library.write("b.webp", "b");
    library.write("notes.txt", "no");
    library.write("jpg", "no");
    library.write("._a.jpg", "no");
    library.write(".thumbnails/a.jpg", "no");
    library.write("@eaDir/a.jpg", "no");
    assertEquals(Map.of("a.JPG", "a", "b.webp", "b"), crawlAndList());
  }

  @Test
  void imagesOfKindsThatAreNotReadAreNamed() throws IOException {
    library.write("a.jpg", "a");
    Path jxl = library.write("IMG_1.JXL", "b");
    CrawlReport report = library.crawl();
    assertEquals("2: +1 ~0 -0 =0 !1", Library.counts(report));
    assertEquals(
        new CrawlReport.Skipped(jxl, "JXL files are not read here"), report.skipped().getFirst());
  }

  @Test
  void hiddenFolderIsCrawledWhereItIsNamed() throws IOException {
    library.write(".private/a.jpg", "a");
    library.crawl(library.folder.resolve(".private"));
    assertEquals(Map.of(".private/a.jpg", "a"), library.indexed());
  }

  private Map<String, String> crawlAndList() throws IOException {
    library.crawl();
    return library.indexed();
  }

  @Test
  void strangeNamesAreKept() throws IOException {
    List<String> names =
        List.of("照片 with spaces & ünïcode 🐈.jpg", "new\nline.png", "q\"u'o.jpg", "50% #1?.jpg");
    for (String name : names) {
      library.write(name, name);
    }
    Map<String, String> indexed = crawlAndList();
    names.forEach(name -> assertEquals(name, indexed.get(name)));
    assertEquals("4: +0 ~0 -0 =4 !0", Library.counts(library.crawl()));
  }

  @Test
  void nameThatIsNoValidTextIsKept() throws IOException {
    Path broken = Path.of(URI.create(library.folder.toUri() + "broken%FF%FE.jpg"));
    Files.writeString(broken, "a");
    assertEquals("1: +1 ~0 -0 =0 !0", Library.counts(library.crawl()));
    assertEquals("1: +0 ~0 -0 =1 !0", Library.counts(library.crawl()));
    library.write("b.jpg", "b");
    Files.delete(broken);
    assertEquals("1: +1 ~0 -1 =0 !0", Library.counts(library.crawl()));
  }

  @Test
  void foldersOfOneIndexLeaveEachOtherAlone() throws IOException {
    Path one = library.write("one/a.jpg", "a").getParent();
    Path two = library.write("two/b.jpg", "b").getParent();
    library.write("two/c.jpg", "c");
    library.crawl(one);
    library.crawl(two);
    Files.delete(two.resolve("c.jpg"));
    assertEquals("1: +0 ~0 -0 =1 !0", Library.counts(library.crawl(one)));
    assertEquals(3, library.indexed().size());
    assertEquals("1: +0 ~0 -1 =1 !0", Library.counts(library.crawl(two)));
    assertEquals(Map.of("one/a.jpg", "a", "two/b.jpg", "b"), library.indexed());
  }

  @Test
  void folderNamedTwiceOrInsideAnotherIsCrawledOnce() throws IOException {
    library.write("in/a.jpg", "a");
    Path inner = library.folder.resolve("in");
    CrawlReport report = library.crawl(library.folder, inner, inner.resolve("../in/."));
    assertEquals("1: +1 ~0 -0 =0 !0", Library.counts(report));
  }

  @Test
  void stoppedRunKeepsWhatIsDoneAndTheNextGoesOnThere() throws IOException {
    for (int i = 0; i < 300; i++) {
      library.write(i + ".jpg", "picture " + i);
    }
    CrawlReport stopped;
    try (LuceneIndexWriter writer =
        LuceneIndexWriter.open(library.index, library.embedder.model())) {
      Crawler crawler =
          new Crawler(library.embedder, writer, CrawlProgress.none(), Pause.at(library.index));
      library.embedder.beforeBatch = crawler::stop;
      stopped = crawler.crawl(library.whole(), CrawlOptions.DEFAULT);
    }
    assertTrue(stopped.stopped());
    assertTrue(stopped.added() > 0 && stopped.added() < 300, Library.counts(stopped));
    assertEquals(stopped.added(), library.indexed().size());
    library.embedder.beforeBatch = () -> {};
    CrawlReport rest = library.crawl();
    assertFalse(rest.stopped());
    assertEquals(300 - stopped.added(), rest.added());
    assertEquals(stopped.added(), rest.unchanged());
    assertEquals(300, library.indexed().size());
  }

  @Test
  void failingModelEndsTheRunAndKeepsWhatIsDone() throws IOException {
    for (int i = 0; i < 200; i++) {
      library.write(i + ".jpg", "picture " + i);
    }
    AtomicLong batches = new AtomicLong();
    library.embedder.beforeBatch =
        () -> {
          if (batches.incrementAndGet() == 3) {
            throw new IllegalStateException("out of memory");
          }
        };
    assertThrows(IllegalStateException.class, () -> library.crawl());
    assertEquals(2 * library.embedder.batch(), library.indexed().size());
  }

  @Test
  void progressReachesItsEnd() throws IOException {
    for (int i = 0; i < 70; i++) {
      library.write(i + ".jpg", i % 10 == 0 ? "bad" : "picture " + i);
    }
    library.crawl();
    library.write("new.jpg", "new");
    AtomicLong counted = new AtomicLong();
    AtomicLong done = new AtomicLong();
    CrawlProgress progress =
        new CrawlProgress() {
          @Override
          public void counted(long files) {
            counted.set(files);
          }

          @Override
          public void done(long files) {
            done.set(files);
          }
        };
    try (LuceneIndexWriter writer =
        LuceneIndexWriter.open(library.index, library.embedder.model())) {
      new Crawler(library.embedder, writer, progress, Pause.at(library.index))
          .crawl(library.whole(), CrawlOptions.DEFAULT);
    }
    assertEquals(71, done.get());
    assertTrue(counted.get() <= 71);
  }
}
