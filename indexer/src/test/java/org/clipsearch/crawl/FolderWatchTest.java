package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With real folders and real events. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class FolderWatchTest {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofDays(1);

  @TempDir Path directory;
  private Path folder;
  private Path bell;
  private FolderWatch watch;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(directory.resolve("photos"));
    Files.createDirectories(folder.resolve("old/deep"));
    bell = Files.createDirectory(directory.resolve("bell"));
  }

  @AfterEach
  void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
  }

  private void watch(FolderRules rules) {
    var settings = new FolderWatch.Settings(SHORT, Duration.ofSeconds(5), LONG, false);
    watch =
        new FolderWatch(
            List.of(new ImageLibrary(folder, rules), new ImageLibrary(bell, FolderRules.ALL)),
            settings);
    assertEquals("by file events", watch.how().get(folder));
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "picture");
  }

  /** What is told until another library is, whose events come after all that were before. */
  private Set<String> told() throws Exception {
    Files.writeString(bell.resolve(System.nanoTime() + ".jpg"), "ring");
    Set<Path> told = new HashSet<>();
    while (!told.contains(bell)) {
      told.addAll(watch.take());
    }
    told.remove(bell);
    return ChangedFolders.topmost(told).stream()
        .map(changed -> folder.relativize(changed).toString())
        .collect(Collectors.toSet());
  }

  @Test
  void picturesThatComeChangeAndGoAreTold() throws Exception {
    watch(FolderRules.ALL);
    Path file = write("old/a.jpg");
    assertEquals(Set.of("old"), told());
    Files.writeString(file, "another");
    assertEquals(Set.of("old"), told());
    Files.move(file, folder.resolve("old/deep/b.jpg"));
    assertEquals(Set.of("old"), told());
    Files.delete(folder.resolve("old/deep/b.jpg"));
    assertEquals(Set.of("old/deep"), told());
    assertEquals(Set.of(), told());
  }

  @Test
  void whatIsNoPictureIsNotTold() throws Exception {
    Files.createDirectory(folder.resolve(".hidden"));
    Files.createDirectory(folder.resolve("@eaDir"));
    watch(FolderRules.ALL);
    write("old/a.txt");
    write("old/.a.jpg");
    write(".hidden/a.jpg");
    write("@eaDir/a.jpg");
    write(".new/a.jpg");
    write("old/_0.cfs");
    Files.delete(write("old/gone.txt"));
    assertEquals(Set.of(), told());
  }

  @Test
  void foldersThatRulesLeaveOutAreNotTold() throws Exception {
    write("raw/a.jpg");
    watch(new FolderRules(List.of(), List.of("raw/"), 0));
    write("raw/b.jpg");
    write("old/raw/deep/c.jpg");
    assertEquals(Set.of(), told());
  }

  @Test
  void newFoldersAreWatchedWithAllThatIsInThem() throws Exception {
    watch(FolderRules.ALL);
    write("new/b/c/a.jpg");
    assertEquals(Set.of("new"), told());
    write("new/b/c/b.jpg");
    assertEquals(Set.of("new/b/c"), told());
    write("new/b/d/c.jpg");
    assertEquals(Set.of("new/b/d"), told());
  }

  @Test
  void foldersMovedInAreWatched() throws Exception {
    Path outside = Files.createDirectories(directory.resolve("outside/x/y"));
    Files.writeString(outside.resolve("a.jpg"), "a");
    watch(FolderRules.ALL);
    Files.move(directory.resolve("outside"), folder.resolve("old/in"));
    assertEquals(Set.of("old/in"), told());
    write("old/in/x/y/b.jpg");
    assertEquals(Set.of("old/in/x/y"), told());
  }

  @Test
  void renamedFoldersAreWatchedByTheirNewNames() throws Exception {
    write("old/deep/a.jpg");
    write("other/b.jpg");
    watch(FolderRules.ALL);
    Files.move(folder.resolve("old/deep"), folder.resolve("other/renamed"));
    assertEquals(Set.of("old", "other/renamed"), told());
    write("other/renamed/c.jpg");
    assertEquals(Set.of("other/renamed"), told());
    Files.move(folder.resolve("other/renamed"), folder.resolve("other/again"));
    assertEquals(Set.of("other"), told());
    write("other/again/d.jpg");
    assertEquals(Set.of("other/again"), told());
  }

  @Test
  void foldersMovedOutAreNotWatchedAnyMore() throws Exception {
    write("x/old/a.jpg");
    watch(FolderRules.ALL);
    Path out = Files.move(folder.resolve("x/old"), directory.resolve("out"));
    assertEquals(Set.of("x"), told());
    Files.writeString(out.resolve("b.jpg"), "b");
    assertEquals(Set.of(), told());
  }

  @Test
  void deletedFoldersAreToldByTheFolderAbove() throws Exception {
    Path file = write("x/y/z/a.jpg");
    watch(FolderRules.ALL);
    Files.delete(file);
    Files.delete(folder.resolve("x/y/z"));
    Files.delete(folder.resolve("x/y"));
    assertEquals(Set.of("x"), told());
  }

  @Test
  void newRulesAreObeyed() throws Exception {
    write("x/raw/a.jpg");
    watch(FolderRules.ALL);
    Path rules = Files.writeString(folder.resolve("x/.clipignore"), "raw/");
    assertEquals(Set.of("x"), told());
    write("x/raw/b.jpg");
    assertEquals(Set.of(), told());
    Files.delete(rules);
    assertEquals(Set.of("x"), told());
    write("x/raw/c.jpg");
    assertEquals(Set.of("x/raw"), told());
  }

  @Test
  void whatLinksLeadToIsWatchedAndTellsTheWholeLibrary() throws Exception {
    Path far = Files.createDirectories(directory.resolve("far/deep"));
    watch(FolderRules.ALL);
    Files.createSymbolicLink(folder.resolve("old/link"), far.getParent());
    assertEquals(Set.of(""), told());
    Files.writeString(far.resolve("a.jpg"), "a");
    assertEquals(Set.of(""), told());
    Path in = Files.createDirectory(directory.resolve("in"));
    Files.createSymbolicLink(in.resolve("link"), far);
    Files.move(in, folder.resolve("in"));
    assertEquals(Set.of(""), told());
    Files.delete(folder.resolve("old/link"));
    assertEquals(Set.of(""), told());
  }

  @Test
  void aBurstIsToldOnce() throws Exception {
    watch(FolderRules.ALL);
    for (int i = 0; i < 300; i++) {
      write("old/" + i + ".jpg");
    }
    for (int i = 0; i < 50; i++) {
      write("old/deep/" + i + "/a.jpg");
    }
    assertEquals(Set.of("old"), told());
    assertEquals(Set.of(), told());
  }

  @Test
  void moreEventsThanAreKeptLoseNothing() throws Exception {
    watch(FolderRules.ALL);
    for (int i = 0; i < 3000; i++) { // the JDK keeps 512 of a folder
      Files.delete(write("old/" + i + ".txt"));
    }
    write("old/new/a.jpg");
    assertEquals(Set.of("old"), told());
    write("old/new/b.jpg");
    assertEquals(Set.of("old/new"), told());
  }
}
