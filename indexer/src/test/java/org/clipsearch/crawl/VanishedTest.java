package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many pictures that are gone at once are taken for a drive that is not mounted. */
@Timeout(60)
class VanishedTest {
  @TempDir Path directory;
  private Library library;

  @BeforeEach
  void makeLibrary() throws IOException {
    library = new Library(directory);
  }

  private void write(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      library.write("in/%d.jpg".formatted(i), "picture " + i);
    }
  }

  private void delete(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Files.delete(library.folder.resolve("in/%d.jpg".formatted(i)));
    }
  }

  @Test
  void moreThanFiftyAndAFifthAreKeptUntilThatIsConfirmed() throws IOException {
    write(200);
    library.crawl();
    delete(51);
    CrawlReport report = library.crawl();
    assertEquals("149: +0 ~0 -0 =149 !1", Library.counts(report));
    String reason = report.skipped().getFirst().reason();
    assertTrue(reason.contains("50 others of 200") && reason.contains("--prune"), reason);
    assertEquals(200, library.indexed().size());
    assertEquals("149: +0 ~0 -51 =149 !0", Library.counts(library.crawl(true)));
    assertEquals(149, library.indexed().size());
  }

  @Test
  void fiftyAreRemovedWhateverTheirShare() throws IOException {
    write(60);
    library.crawl();
    delete(50);
    assertEquals("10: +0 ~0 -50 =10 !0", Library.counts(library.crawl()));
  }

  @Test
  void aFifthIsRemovedHoweverManyThatAre() throws IOException {
    write(300);
    library.crawl();
    delete(60);
    assertEquals("240: +0 ~0 -60 =240 !0", Library.counts(library.crawl()));
  }

  @Test
  void aFifthIsOfTheLibraryAndHoldsNoOtherLibrary() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    for (int i = 0; i < 300; i++) {
      Files.writeString(other.resolve(i + ".jpg"), "other " + i);
    }
    write(200);
    library.crawl(library.folder, other);
    delete(51);
    Files.delete(other.resolve("7.jpg"));
    CrawlReport report = library.crawl(library.folder, other);
    assertEquals("448: +0 ~0 -1 =448 !1", Library.counts(report));
    assertTrue(report.skipped().getFirst().reason().contains("50 others of 200"));
  }

  @Test
  void whatWasPrunedComesBackWithoutEmbedding() throws IOException {
    write(100);
    library.crawl();
    Path away = directory.resolve("away");
    Files.move(library.folder.resolve("in"), away);
    library.crawl(true);
    assertEquals(0, library.indexed().size());
    Files.move(away, library.folder.resolve("in"));
    assertEquals("100: +0 ~0 -0 =0 !0 >100", Library.counts(library.crawl()));
    assertEquals(100, library.embedder.embedded.get());
  }
}
