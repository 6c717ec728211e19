package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * With real folders and real events. Each test ends with a change that must be told, so that what
 * must not be told has had its time.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class FolderWatchTest {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofDays(1);

  @TempDir Path directory;
  private Path folder;
  private FolderWatch watch;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(directory.resolve("photos"));
    Files.createDirectories(folder.resolve("old/deep"));
    Files.createDirectory(folder.resolve("last"));
  }

  @AfterEach
  void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
  }

  private void watch(FolderRules rules) {
    watch = watch(rules, LONG, EventSource.SYSTEM);
    assertEquals("by file events", watch.how().get(folder));
  }

  private FolderWatch watch(FolderRules rules, Duration interval, EventSource source) {
    var settings = new FolderWatch.Settings(SHORT, Duration.ofSeconds(5), interval, false);
    return new FolderWatch(List.of(new ImageLibrary(folder, rules)), settings, source);
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "picture");
  }

  /** All that is told, until the folder "last" is, into which a picture is put for that. */
  private Set<String> told() throws Exception {
    write("last/" + System.nanoTime() + ".jpg");
    Set<String> told = new HashSet<>();
    while (!told.contains("last") && !told.contains("")) {
      watch.take().forEach(changed -> told.add(folder.relativize(changed).toString()));
    }
    told.remove("last");
    return told;
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
    watch(FolderRules.ALL);
    Files.move(folder.resolve("old"), folder.resolve("last/renamed"));
    assertEquals(Set.of(""), told()); // "old" was in it
    write("last/renamed/deep/b.jpg");
    Files.createDirectory(folder.resolve("other"));
    assertEquals(Set.of("last/renamed/deep", "other"), told());
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

  @Test
  void aFolderThatIsNotThereYetIsPickedUp() throws Exception {
    Path away = directory.resolve("away");
    Files.move(folder, away);
    watch = watch(FolderRules.ALL, Duration.ofMillis(200), EventSource.SYSTEM);
    assertEquals("every 0 s: it is not there", watch.how().get(folder));
    Files.move(away, folder);
    assertEquals(Set.of(folder), watch.take());
    assertEquals("by file events", watch.how().get(folder));
    Files.move(folder, away); // nothing says so
    Files.createDirectories(folder.resolve("last"));
    assertEquals(Set.of(folder), watch.take());
    write("last/a.jpg");
    assertEquals(Set.of(folder.resolve("last")), watch.take());
  }

  @Test
  void networkDrivesAreToldAtIntervals() throws Exception {
    EventSource network =
        new EventSource() {
          @Override
          public WatchKey register(Path folder, WatchService service) throws IOException {
            throw new AssertionError("registered");
          }

          @Override
          public String storeType(Path folder) {
            return "nfs4";
          }
        };
    watch = watch(FolderRules.ALL, Duration.ofSeconds(1), network);
    assertEquals(
        "every 1 s: %s is on nfs4, where others may write unnoticed".formatted(folder),
        watch.how().get(folder));
    assertEquals(Set.of(folder), watch.take());
    assertEquals(Set.of(folder), watch.take());
  }

  @Test
  void aReachedLimitLeadsToIntervals() throws Exception {
    EventSource limited =
        new EventSource() {
          private int left = 4; // one for each folder, and one more

          @Override
          public WatchKey register(Path folder, WatchService service) throws IOException {
            if (left-- == 0) {
              throw new IOException("User limit of inotify watches reached");
            }
            return SYSTEM.register(folder, service);
          }

          @Override
          public String storeType(Path folder) {
            return SYSTEM.storeType(folder);
          }
        };
    watch = watch(FolderRules.ALL, LONG, limited);
    assertEquals("by file events", watch.how().get(folder));
    write("new/a.jpg");
    assertEquals(Set.of(folder.resolve("new")), watch.take());
  }

  @Test
  void aLimitReachedAtTheStartIsExplained() throws Exception {
    EventSource none =
        new EventSource() {
          @Override
          public WatchKey register(Path folder, WatchService service) throws IOException {
            throw new IOException("User limit of inotify watches reached");
          }

          @Override
          public String storeType(Path folder) {
            return SYSTEM.storeType(folder);
          }
        };
    watch = watch(FolderRules.ALL, Duration.ofSeconds(1), none);
    assertEquals(
        "every 1 s: no more folders can be watched (User limit of inotify watches reached); a"
            + " higher limit, until the next start: sudo sysctl"
            + " fs.inotify.max_user_watches=1048576",
        watch.how().get(folder));
    assertEquals(Set.of(folder), watch.take());
  }

  @Test
  void eventsCanBeDoneWithout() throws Exception {
    var settings = new FolderWatch.Settings(SHORT, SHORT, Duration.ofMinutes(2), true);
    var library = new ImageLibrary(folder, FolderRules.ALL);
    try (var asked = new FolderWatch(List.of(library), settings)) {
      assertEquals("every 2 min: as asked for", asked.how().get(folder));
    }
    settings = new FolderWatch.Settings(SHORT, SHORT, Duration.ofMillis(100), true);
    try (var asked = new FolderWatch(List.of(library), settings)) {
      assertEquals(Set.of(folder), asked.take());
      assertEquals(Set.of(folder), asked.take());
    }
  }

  @Test
  void closingEndsTheWaiting() throws Exception {
    for (boolean pollOnly : List.of(false, true)) {
      var settings = new FolderWatch.Settings(SHORT, SHORT, LONG, pollOnly);
      var library = new ImageLibrary(folder, FolderRules.ALL);
      FolderWatch closed = new FolderWatch(List.of(library), settings);
      Thread closer = Thread.ofVirtual().unstarted(() -> closeQuietly(closed));
      closer.start();
      assertEquals(Set.of(), closed.take());
      assertEquals(Set.of(), closed.take());
      closer.join();
    }
  }

  private static void closeQuietly(FolderWatch watch) {
    try {
      watch.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void settingsCheckThemselves() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new FolderWatch.Settings(SHORT, SHORT, Duration.ZERO, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FolderWatch.Settings(Duration.ofSeconds(-1), SHORT, LONG, false));
  }

  @Test
  void tellsRemoteFileSystemsFromLocalOnes() {
    for (String type :
        List.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "9p",
            "vboxsf",
            "drvfs",
            "davfs",
            "afpfs",
            "fuse.sshfs",
            "fuse.rclone",
            "CIFS")) {
      assertTrue(EventSource.isRemote(type), type);
    }
    for (String type :
        List.of(
            "ext4",
            "btrfs",
            "xfs",
            "zfs",
            "tmpfs",
            "overlay",
            "fuseblk",
            "vfat",
            "exfat",
            "fuse.mergerfs",
            "ntfs3",
            "unknown")) {
      assertFalse(EventSource.isRemote(type), type);
    }
  }
}
