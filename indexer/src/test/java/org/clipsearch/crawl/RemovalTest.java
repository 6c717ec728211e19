package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is taken out of the index unless it is seen to be gone. */
@Timeout(60)
class RemovalTest {
  @TempDir Path directory;
  private Library library;

  @BeforeEach
  void makeLibrary() throws IOException {
    library = new Library(directory);
  }

  @Test
  void fileThatBecameUnreadableKeepsWhatIsIndexed() throws IOException {
    library.write("a.jpg", "good");
    library.crawl();
    library.write("a.jpg", "bad now");
    assertEquals("1: +0 ~0 -0 =0 !1", Library.counts(library.crawl()));
    assertEquals(1, library.indexed().size());
    library.write("a.jpg", "good again");
    assertEquals("1: +0 ~1 -0 =0 !0", Library.counts(library.crawl()));
  }

  @Test
  void emptiedFolderIsTakenForAnUnmountedDrive() throws IOException {
    Path file = library.write("a.jpg", "a");
    library.crawl();
    Files.delete(file);
    CrawlReport report = library.crawl();
    assertEquals("0: +0 ~0 -0 =0 !1", Library.counts(report));
    assertTrue(report.skipped().getFirst().reason().contains("--prune"));
    assertEquals(Map.of("a.jpg", "(gone)"), library.indexed());
    assertEquals("0: +0 ~0 -1 =0 !0", Library.counts(library.crawl(true)));
    assertEquals(Map.of(), library.indexed());
  }

  @Test
  void folderThatIsGoneLosesItsImagesOnlyWherePruned() throws IOException {
    Path gone = library.write("gone/a.jpg", "a").getParent();
    library.write("b.jpg", "b");
    library.crawl();
    Files.delete(gone.resolve("a.jpg"));
    Files.delete(gone);
    assertEquals("0: +0 ~0 -0 =0 !1", Library.counts(library.crawl(gone)));
    assertEquals(2, library.indexed().size());
    assertEquals("0: +0 ~0 -1 =0 !0", Library.counts(library.crawl(true, gone)));
    assertEquals(Map.of("b.jpg", "b"), library.indexed());
    CrawlReport again = library.crawl(true, gone);
    String reason = "no such folder, and the index has nothing of it";
    assertEquals(List.of(new CrawlReport.Skipped(gone, reason)), again.skipped());
  }

  @Test
  void emptiedFolderInsideAnotherIsTakenForAnUnmountedDriveWhereItIsNamed() throws IOException {
    library.write("a.jpg", "a");
    Path usb = library.write("usb/b.jpg", "b").getParent();
    library.crawl(library.folder, usb);
    Files.delete(usb.resolve("b.jpg"));
    CrawlReport report = library.crawl(library.folder, usb);
    assertEquals("1: +0 ~0 -0 =1 !1", Library.counts(report));
    assertEquals(usb, report.skipped().getFirst().path());
    assertEquals(2, library.indexed().size());
  }

  @Test
  void hiddenFolderThatWasNamedOnceIsKeptByARunAboveIt() throws IOException {
    library.write("a.jpg", "a");
    Path hidden = library.write(".private/b.jpg", "b").getParent();
    assertEquals("2: +2 ~0 -0 =0 !0", Library.counts(library.crawl(library.folder, hidden)));
    assertEquals("1: +0 ~0 -0 =1 !0", Library.counts(library.crawl()));
    assertEquals(Map.of("a.jpg", "a", ".private/b.jpg", "b"), library.indexed());
    Files.delete(hidden.resolve("b.jpg"));
    library.write(".private/c.jpg", "c");
    library.crawl(library.folder, hidden);
    assertEquals(Map.of("a.jpg", "a", ".private/c.jpg", "c"), library.indexed());
  }

  @Test
  void folderInTheFilesPlaceDoesNotKeepItsEntry() throws IOException {
    library.write("b.jpg", "b");
    Path file = library.write("a.jpg", "a");
    library.crawl();
    Files.delete(file);
    library.write("a.jpg/c.jpg", "c");
    assertEquals("2: +1 ~0 -1 =1 !0", Library.counts(library.crawl()));
    assertEquals(Map.of("b.jpg", "b", "a.jpg/c.jpg", "c"), library.indexed());
  }

  @Test
  void folderThatVanishesMeanwhileLosesNothing() throws IOException {
    Path file = library.write("in/a.jpg", "a");
    library.crawl(file.getParent());
    Path many = directory.resolve("many");
    Files.createDirectory(many);
    for (int i = 0; i < 10 * library.embedder.batch(); i++) { // more than are decoded ahead
      Files.writeString(many.resolve(i + ".jpg"), "b" + i);
    }
    library.embedder.beforeBatch =
        () -> {
          try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    CrawlReport report = library.crawl(true, many, file.getParent());
    assertEquals("320: +320 ~0 -0 =0 !1", Library.counts(report));
    assertEquals(321, library.indexed().size());
  }

  @Test
  void folderWithoutPermissionLosesNothing() throws IOException {
    Path closed = library.write("closed/a.jpg", "a").getParent();
    library.write("b.jpg", "b");
    library.crawl();
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(closed), "root reads everything");
    CrawlReport report = library.crawl();
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    assertEquals(List.of(new CrawlReport.Skipped(closed, "permission denied")), report.skipped());
    assertEquals(2, library.indexed().size());
  }
}
