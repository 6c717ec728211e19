package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedFoldersTest {
  private static final long START = Long.MAX_VALUE - 5_000; // System.nanoTime() may overflow

  private final ChangedFolders changes =
      new ChangedFolders(Duration.ofNanos(100), Duration.ofNanos(1000));

  @Test
  void waitsForQuiet() {
    assertEquals(Long.MAX_VALUE, changes.untilDue(START));
    changes.add(Path.of("/a"), START);
    assertEquals(100, changes.untilDue(START));
    changes.add(Path.of("/b"), START + 60);
    assertEquals(60, changes.untilDue(START + 100));
    assertTrue(changes.untilDue(START + 160) <= 0);
    assertEquals(Set.of(Path.of("/a"), Path.of("/b")), changes.take());
    assertEquals(Long.MAX_VALUE, changes.untilDue(START + 160));
    assertEquals(Set.of(), changes.take());
  }

  @Test
  void doesNotWaitForEver() {
    for (int i = 0; i <= 990; i += 10) {
      assertTrue(changes.untilDue(START + i) > 0);
      changes.add(Path.of("/a"), START + i);
    }
    assertEquals(10, changes.untilDue(START + 990));
    assertTrue(changes.untilDue(START + 1000) <= 0);
    changes.take();
    long later = START;
    later += 10_000; // past the greatest long
    changes.add(Path.of("/a"), later);
    assertEquals(100, changes.untilDue(later));
  }

  @Test
  void topmostFoldersHaveNoOtherAboveThem() {
    assertEquals(
        Set.of(Path.of("/a"), Path.of("/a b"), Path.of("/c/d"), Path.of("/c/dd")),
        ChangedFolders.topmost(
            List.of(
                Path.of("/a/x"),
                Path.of("/a b"),
                Path.of("/a"),
                Path.of("/a/x/y/z"),
                Path.of("/c/d"),
                Path.of("/c/dd"),
                Path.of("/c/d/e/f"))));
    assertEquals(
        Set.of(Path.of("/")), ChangedFolders.topmost(List.of(Path.of("/a"), Path.of("/"))));
  }
}
