package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of a part of a library, as a watch walks it, all may be gone while the library is there. */
@Timeout(60)
class PartRemovalTest {
  @TempDir Path directory;
  private Library library;
  private Path part;

  @BeforeEach
  void makeLibrary() throws IOException {
    library = new Library(directory);
    part = library.write("part/a.jpg", "a").getParent();
  }

  private void write(String folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      library.write("%s/%d.jpg".formatted(folder, i), folder + i);
    }
  }

  private void delete(String folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Files.delete(library.folder.resolve("%s/%d.jpg".formatted(folder, i)));
    }
  }

  @Test
  void anEmptiedSubfolderLosesItsPictures() throws IOException {
    library.write("b.jpg", "b");
    library.crawl();
    Files.delete(part.resolve("a.jpg"));
    assertEquals("0: +0 ~0 -1 =0 !0", Library.counts(library.crawlParts(Set.of(part))));
    assertEquals(Map.of("b.jpg", "b"), library.indexed());
  }

  @Test
  void aSubfolderThatIsGoneLosesItsPictures() throws IOException {
    library.write("b.jpg", "b");
    library.crawl();
    Files.delete(part.resolve("a.jpg"));
    Files.delete(part);
    assertEquals("0: +0 ~0 -1 =0 !0", Library.counts(library.crawlParts(Set.of(part))));
    assertEquals(Map.of("b.jpg", "b"), library.indexed());
  }

  @Test
  void whatAWatchTellsOfDeletionsIsEnough() throws Exception {
    library.write("b.jpg", "b");
    Path deep = library.write("trip/day/c.jpg", "c");
    library.crawl();
    Duration quiet = Duration.ofMillis(150);
    var settings = new FolderWatch.Settings(quiet, Duration.ofSeconds(5), quiet, false);
    try (FolderWatch watch = new FolderWatch(library.whole(), settings)) {
      Files.delete(part.resolve("a.jpg"));
      Files.delete(deep);
      Files.delete(deep.getParent());
      for (int removed = 0; removed < 2; ) {
        CrawlReport report = library.crawlParts(watch.take());
        assertTrue(report.skipped().isEmpty(), report.toString());
        removed += report.removed();
      }
    }
    assertEquals(Map.of("b.jpg", "b"), library.indexed());
  }

  @Test
  void aLibraryOfWhichNothingIsLeftIsTakenForAnUnmountedDrive() throws IOException {
    library.crawl();
    Files.delete(part.resolve("a.jpg"));
    CrawlReport report = library.crawlParts(Set.of(part));
    assertEquals("0: +0 ~0 -0 =0 !1", Library.counts(report));
    assertEquals(library.folder, report.skipped().getFirst().path());
    assertEquals(Map.of("part/a.jpg", "(gone)"), library.indexed());
  }

  @Test
  void aDriveThatVanishesBeforeAPartIsWalkedLosesNothing() throws IOException {
    library.write("b.jpg", "b");
    library.crawl();
    Files.move(library.folder, directory.resolve("unplugged"));
    assertEquals("0: +0 ~0 -0 =0 !1", Library.counts(library.crawlParts(Set.of(part))));
    Files.createDirectories(part);
    assertEquals("0: +0 ~0 -0 =0 !1", Library.counts(library.crawlParts(Set.of(part))));
    assertEquals(2, library.indexed().size());
  }

  @Test
  void manyOfAPartMayBeFewOfTheLibrary() throws IOException {
    write("part", 60);
    write("other", 300);
    library.crawl();
    delete("part", 60);
    assertEquals("1: +0 ~0 -60 =1 !0", Library.counts(library.crawlParts(Set.of(part))));
    assertEquals(301, library.indexed().size());
  }

  @Test
  void manyOfTheLibraryAreKeptThoughTheyAreOfAPart() throws IOException {
    write("part", 60);
    write("other", 100);
    library.crawl();
    delete("part", 60);
    CrawlReport report = library.crawlParts(Set.of(part));
    assertEquals("1: +0 ~0 -0 =1 !1", Library.counts(report));
    assertTrue(report.skipped().getFirst().reason().contains("59 others of 161"));
    assertEquals(161, library.indexed().size());
  }
}
