package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A picture is its content, wherever it lies. */
@Timeout(60)
class IdentityTest {
  @TempDir Path directory;
  private Library library;

  @BeforeEach
  void makeLibrary() throws IOException {
    library = new Library(directory);
  }

  private int embeddedSince(int before) {
    return library.embedder.embedded.get() - before;
  }

  @Test
  void movedAndRenamedFilesKeepTheirVectors() throws IOException {
    Path a = library.write("a.jpg", "a");
    library.write("b.jpg", "b");
    library.crawl();
    Files.createDirectory(library.folder.resolve("in"));
    Files.move(a, library.folder.resolve("in/renamed.png"));
    assertEquals("2: +0 ~0 -0 =1 !0 >1", Library.counts(library.crawl()));
    assertEquals(Map.of("b.jpg", "b", "in/renamed.png", "a"), library.indexed());
    assertEquals(2, embeddedSince(0));
  }

  @Test
  void aLargeFolderThatIsRenamedIsNoLoss() throws IOException {
    for (int i = 0; i < 200; i++) {
      library.write("2019/%d.jpg".formatted(i), "picture " + i);
    }
    library.write("stays.jpg", "stays");
    library.crawl();
    Files.move(library.folder.resolve("2019"), library.folder.resolve("holidays"));
    assertEquals("201: +0 ~0 -0 =1 !0 >200", Library.counts(library.crawl()));
    assertEquals(201, library.indexed().size());
    assertEquals("picture 7", library.indexed().get("holidays/7.jpg"));
    assertEquals(201, embeddedSince(0));
  }

  @Test
  void copiesShareAVectorAndOutliveEachOther() throws IOException {
    Path original = library.write("original.jpg", "same");
    library.crawl();
    library.write("copy.jpg", "same");
    assertEquals("2: +0 ~0 -0 =1 !0 >1", Library.counts(library.crawl()));
    Files.delete(original);
    assertEquals("1: +0 ~0 -0 =1 !0", Library.counts(library.crawl()));
    assertEquals(Map.of("copy.jpg", "same"), library.indexed());
    assertEquals(1, embeddedSince(0));
  }

  @Test
  void aFileChangedInPlaceIsEmbeddedAnewThoughItsSizeIsTheSame() throws IOException {
    Path file = library.write("a.jpg", "one");
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000)));
    library.crawl();
    Files.writeString(file, "two");
    assertEquals("1: +0 ~1 -0 =0 !0", Library.counts(library.crawl()));
    assertEquals(Map.of("a.jpg", "two"), library.indexed());
  }

  @Test
  void aFileThatWasOnlyTouchedIsReadAndNotEmbedded() throws IOException {
    Path file = library.write("a.jpg", "one");
    library.crawl();
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000)));
    assertEquals("1: +0 ~0 -0 =1 !0", Library.counts(library.crawl()));
    assertEquals(1, embeddedSince(0));
  }

  @Test
  void twoFilesThatSwapTheirNamesSwapTheirVectors() throws IOException {
    Path a = library.write("a.jpg", "first");
    Path b = library.write("b.jpg", "other");
    Files.setLastModifiedTime(a, FileTime.from(Instant.ofEpochSecond(1_000_000)));
    library.crawl();
    Path aside = library.folder.resolve("aside");
    Files.move(a, aside);
    Files.move(b, a);
    Files.move(aside, b);
    library.crawl();
    assertEquals(Map.of("a.jpg", "other", "b.jpg", "first"), library.indexed());
    assertEquals(2, embeddedSince(0));
  }

  @Test
  void whatIsDeletedAndComesBackIsFoundAgainWithoutEmbedding() throws IOException {
    Path file = library.write("a.jpg", "a");
    library.write("b.jpg", "b");
    library.crawl();
    Files.delete(file);
    assertEquals("1: +0 ~0 -1 =1 !0", Library.counts(library.crawl()));
    assertEquals(Map.of("b.jpg", "b"), library.indexed());
    library.write("restored/a.jpg", "a");
    assertEquals("2: +0 ~0 -0 =1 !0 >1", Library.counts(library.crawl()));
    assertEquals(Map.of("b.jpg", "b", "restored/a.jpg", "a"), library.indexed());
    assertEquals(2, embeddedSince(0));
  }
}
