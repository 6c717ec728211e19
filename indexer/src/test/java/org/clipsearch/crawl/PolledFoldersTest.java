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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where there are no events, or no more of them. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class PolledFoldersTest {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofDays(1);

  @TempDir Path directory;
  private Path folder;
  private FolderWatch watch;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(directory.resolve("photos"));
    Files.createDirectories(folder.resolve("old/deep"));
  }

  @AfterEach
  void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
  }

  private void watchOnly(Duration interval, EventSource source) {
    var settings = new FolderWatch.Settings(SHORT, Duration.ofSeconds(5), interval, false);
    watch = new FolderWatch(List.of(new ImageLibrary(folder, FolderRules.ALL)), settings, source);
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "picture");
  }

  @Test
  void aFolderThatIsNotThereYetIsPickedUp() throws Exception {
    Path away = directory.resolve("away");
    Files.move(folder, away);
    watchOnly(Duration.ofSeconds(1), EventSource.SYSTEM);
    assertEquals("every 1 s: it is not there", watch.how().get(folder));
    Files.move(away, folder);
    assertEquals(Set.of(folder), watch.take());
    assertEquals("by file events", watch.how().get(folder));
    Files.move(folder, away); // nothing says so
    Path in = Files.createDirectories(folder.resolve("in"));
    assertEquals(Set.of(folder), watch.take());
    write("in/a.jpg");
    assertEquals(Set.of(in), watch.take());
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
    watchOnly(Duration.ofSeconds(1), network);
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
          private int left = 3; // as many as there are folders

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
    watchOnly(LONG, limited);
    assertEquals("by file events", watch.how().get(folder));
    write("new/a.jpg");
    assertEquals(Set.of(folder.resolve("new")), watch.take());
    assertTrue(
        watch.how().get(folder).startsWith("every 1440 min: no more folders can be watched"));
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
    watchOnly(Duration.ofSeconds(1), none);
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
