package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LinksTest {
  @TempDir Path directory;
  private Library library;

  @BeforeEach
  void makeLibrary() throws IOException {
    library = new Library(directory);
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(library.folder.resolve(name), target);
  }

  @Test
  void circlesEnd() throws IOException {
    library.write("in/a.jpg", "a");
    link("in/up", library.folder);
    link("in/self", library.folder.resolve("in"));
    assertEquals("1: +1 ~0 -0 =0 !0", Library.counts(library.crawl()));
    assertEquals(Map.of("in/a.jpg", "a"), library.indexed());
  }

  @Test
  void linkedFolderElsewhereIsFollowedOnce() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("b.jpg"), "b");
    link("first", elsewhere);
    link("second", elsewhere);
    library.crawl();
    assertEquals(Map.of("first/b.jpg", "b"), library.indexed());
  }

  @Test
  void linkedFolderThatIsAwayLosesNothing() throws IOException {
    Path drive = Files.createDirectory(directory.resolve("drive"));
    Files.writeString(drive.resolve("b.jpg"), "b");
    library.write("a.jpg", "a");
    link("nas", drive);
    library.crawl();
    Files.move(drive, directory.resolve("away"));
    assertEquals("1: +0 ~0 -0 =1 !0", Library.counts(library.crawl()));
    assertEquals(Map.of("a.jpg", "a", "nas/b.jpg", "(gone)"), library.indexed());
  }

  @Test
  void realFolderGoesBeforeALinkToIt() throws IOException {
    library.write("z/a.jpg", "a");
    link("a", library.folder.resolve("z"));
    library.crawl();
    assertEquals(Map.of("z/a.jpg", "a"), library.indexed());
  }

  @Test
  void linkedFileIsAnImageAndABrokenLinkIsNamed() throws IOException {
    Path elsewhere = Files.writeString(directory.resolve("x.jpg"), "x");
    link("good.jpg", elsewhere);
    link("broken.jpg", directory.resolve("nowhere"));
    CrawlReport report = library.crawl();
    assertEquals("1: +1 ~0 -0 =0 !1", Library.counts(report));
    assertEquals(library.folder.resolve("broken.jpg"), report.skipped().getFirst().path());
    assertEquals(Map.of("good.jpg", "x"), library.indexed());
  }

  @Test
  void folderThatIsALinkMayBeNamed() throws IOException {
    library.write("a.jpg", "a");
    Path alias = Files.createSymbolicLink(directory.resolve("alias"), library.folder);
    library.crawl(alias);
    assertEquals(Map.of(alias + "/a.jpg", "a"), library.indexed());
  }
}
