package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderWalkTest {
  @TempDir Path directory;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(directory.resolve("photos"));
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void images(String... names) throws IOException {
    for (String name : names) {
      write(name, "picture");
    }
  }

  private static FolderRules exclude(String... patterns) {
    return new FolderRules(List.of(), List.of(patterns), 0);
  }

  private static FolderRules include(String... patterns) {
    return new FolderRules(List.of(patterns), List.of(), 0);
  }

  @Test
  void excludedFoldersAreNotWalkedAndToldOnce() throws IOException {
    images("a.jpg", "raw/b.jpg", "raw/deep/c.jpg", "x/raw/d.jpg", "x/e.jpg", "x/raw.jpg");
    Walked walked = Walked.of(folder, exclude("raw/", "e.*", "!x/raw/d.jpg"));
    assertEquals(Set.of("a.jpg", "x/raw.jpg"), walked.images);
    assertEquals(Set.of("raw", "x/raw", "x/e.jpg"), walked.excluded);
    assertEquals(Set.of("", "x"), walked.folders);
  }

  @Test
  void includesTakeFilesByNameByPathAndByFolder() throws IOException {
    images("a.jpg", "b.png", "2023/c.png", "2023/x/d.png", "x/2023/e.png", "fine/f.png");
    Walked walked = Walked.of(folder, include("*.jpg", "2023/**", "fine/"));
    assertEquals(Set.of("a.jpg", "2023/c.png", "2023/x/d.png", "fine/f.png"), walked.images);
    assertEquals(Set.of("b.png", "x/2023/e.png"), walked.excluded);
  }

  @Test
  void excludesGoBeforeIncludes() throws IOException {
    images("a.jpg", "draft.jpg");
    Walked walked = Walked.of(folder, new FolderRules(List.of("*.jpg"), List.of("draft*"), 0));
    assertEquals(Set.of("a.jpg"), walked.images);
  }

  @Test
  void smallFilesAreLeftOut() throws IOException {
    write("5.jpg", "12345");
    write("4.jpg", "1234");
    Walked walked = Walked.of(folder, new FolderRules(List.of(), List.of(), 5));
    assertEquals(Set.of("5.jpg"), walked.images);
    assertEquals(Set.of("4.jpg"), walked.excluded);
  }

  @Test
  void innerIgnoreFilesDecideBeforeOuterOnesAndPatternsBeforeAll() throws IOException {
    images("a.jpg", "x/a.jpg", "x/b.jpg", "x/y/b.jpg", "x/y/c.jpg");
    write(".clipignore", "\uFEFFa.jpg\r\n# nothing\r\n\r\n/b.jpg\r\nc.jpg\r\n");
    write("x/.clipignore", "!a.jpg\n/b.jpg");
    write("x/y/.clipignore", "!c.jpg");
    assertEquals(Set.of("x/a.jpg", "x/y/b.jpg", "x/y/c.jpg"), Walked.of(folder, exclude()).images);
    assertEquals(
        Set.of("a.jpg", "x/a.jpg", "x/y/b.jpg"),
        Walked.of(folder, exclude("c.jpg", "!/a.jpg")).images);
  }

  @Test
  void badLinesAreNamedAndTheRestHolds() throws IOException {
    images("a.jpg", "b.jpg", "[c.jpg");
    write(".clipignore", "a.jpg\n\n[c.jpg\nx\\\nb.jpg\n");
    Walked walked = Walked.of(folder, FolderRules.ALL);
    assertEquals(Set.of("[c.jpg"), walked.images);
    assertEquals(
        Map.of(
            ".clipignore",
            "line 3: [c.jpg: a bracket that is not closed; line 4: x\\: a backslash at the end"),
        walked.unreadable);
  }

  @Test
  void folderWhoseRulesCannotBeReadIsPassedOver() throws IOException {
    images("a.jpg", "x/b.jpg", "x/y/c.jpg");
    Files.createSymbolicLink(folder.resolve("x/.clipignore"), directory.resolve("nowhere"));
    Walked walked = Walked.of(folder, FolderRules.ALL);
    assertEquals(Set.of("a.jpg"), walked.images);
    String reason =
        "passed over, because its .clipignore is unread: it is not a file, or a link to nothing";
    assertEquals(Map.of("x", reason), walked.unreadable);
    Walked part =
        Walked.part(
            List.of(new ImageLibrary(folder, FolderRules.ALL)), folder, folder.resolve("x/y"));
    assertEquals(Set.of(), part.images);
    assertEquals(Map.of("x", reason), part.unreadable);
  }

  @Test
  void rulesWithoutPermissionAreUnread() throws IOException {
    images("a.jpg");
    write(".clipignore", "a.jpg");
    Path file = folder.resolve(".clipignore");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
    assertEquals(
        Map.of("", "passed over, because its .clipignore is unread: permission denied"),
        Walked.of(folder, FolderRules.ALL).unreadable);
  }

  @Test
  void aPartObeysTheRulesAboveIt() throws IOException {
    images("x/a.jpg", "x/b.jpg", "x/y/a.jpg", "x/y/c.jpg", "x/y/d.jpg", "raw/y/a.jpg");
    write("x/.clipignore", "a.jpg");
    write("x/y/.clipignore", "!a.jpg\nd.jpg");
    var libraries = List.of(new ImageLibrary(folder, exclude("x/y/c.jpg", "raw/")));
    Walked part = Walked.part(libraries, folder, folder.resolve("x/y"));
    assertEquals(Set.of("x/y/a.jpg"), part.images);
    assertEquals(Set.of("x/y/c.jpg", "x/y/d.jpg"), part.excluded);
    Walked out = Walked.part(libraries, folder, folder.resolve("raw/y"));
    assertEquals(Set.of(), out.images);
    assertEquals(Set.of("raw"), out.excluded);
  }

  @Test
  void aPartIsTakenWhereAFolderAboveItIsIncluded() throws IOException {
    images("2023/05/a.jpg", "2024/05/a.jpg");
    var libraries = List.of(new ImageLibrary(folder, include("/2023/")));
    Walked walked =
        Walked.part(libraries, folder, folder.resolve("2023/05"), folder.resolve("2024/05"));
    assertEquals(Set.of("2023/05/a.jpg"), walked.images);
    assertEquals(Set.of("2024/05/a.jpg"), walked.excluded);
  }

  @Test
  void aPartInAHiddenFolderSaysNothing() throws IOException {
    images(".trash/x/a.jpg");
    Walked walked =
        Walked.part(
            List.of(new ImageLibrary(folder, FolderRules.ALL)), folder, folder.resolve(".trash/x"));
    assertEquals(Set.of(".trash"), walked.hidden);
    assertEquals(Set.of(), walked.images);
  }

  @Test
  void linksAreFollowedInWholeLibrariesOnly() throws IOException {
    images("x/a.jpg", "y/b.jpg");
    Files.createSymbolicLink(folder.resolve("x/more"), folder.resolve("y"));
    Files.createSymbolicLink(
        folder.resolve("x/far"), Files.createDirectory(directory.resolve("far")));
    var libraries = List.of(new ImageLibrary(folder, FolderRules.ALL));
    Walked part = Walked.part(libraries, folder, folder.resolve("x"));
    assertEquals(Set.of("x/a.jpg"), part.images);
    assertEquals(Set.of("x/more", "x/far"), part.hidden);
    Walked whole = Walked.part(libraries, folder, folder);
    assertEquals(Set.of("x/a.jpg", "y/b.jpg"), whole.images);
    assertEquals(Set.of(), whole.hidden);
    assertEquals(Set.of("", "x", "x/far@", "y"), whole.folders);
  }

  @Test
  void librariesInLibrariesHaveTheirOwnRules() throws IOException {
    images("a.jpg", "raw/b.jpg", "raw/.in/c.jpg", "raw/.in/d.png", "x/e.jpg");
    Path inner = folder.resolve("raw/.in");
    var libraries =
        List.of(
            new ImageLibrary(folder, exclude("raw", "x")),
            new ImageLibrary(inner, include("*.png")));
    Walked whole = Walked.part(libraries, folder, folder);
    assertEquals(Set.of("a.jpg", "raw/.in/d.png"), whole.images);
    assertEquals(Set.of("raw", "raw/.in/c.jpg", "x"), whole.excluded);
    assertEquals(Set.of("raw/.in/d.png"), Walked.part(libraries, folder, inner).images);
    assertEquals(
        Set.of("raw/.in/d.png"), Walked.part(libraries, folder, folder.resolve("raw")).images);
    assertEquals(inner, ImageLibrary.of(inner.resolve("q"), libraries).orElseThrow().folder());
    assertEquals(folder, ImageLibrary.of(inner.getParent(), libraries).orElseThrow().folder());
  }

  @Test
  void aLibraryInAnotherIsMetOnceWithoutBeingLeftOut() throws IOException {
    images("x/a.jpg", "b.jpg");
    var libraries =
        List.of(
            new ImageLibrary(folder, exclude("x")),
            new ImageLibrary(folder.resolve("x"), FolderRules.ALL));
    Walked walked = Walked.part(libraries, folder, folder, folder.resolve("x"));
    assertEquals(Set.of("x/a.jpg", "b.jpg"), walked.images);
    assertEquals(Set.of(), walked.excluded);
  }

  @Test
  void foldersOutsideOfAllLibrariesAreRefused() {
    var libraries = List.of(new ImageLibrary(folder, FolderRules.ALL));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Walked.part(libraries, folder, directory));
    assertEquals(directory + ": in none of the libraries", e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new ImageLibrary(Path.of("photos"), FolderRules.ALL));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ImageLibrary(folder.resolve("../x"), FolderRules.ALL));
  }
}
