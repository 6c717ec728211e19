package org.clipsearch.crawl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects folders that have changed, until it has been quiet for a while. Not thread-safe. */
final class ChangedFolders {
  private final long quiet;
  private final long longest;
  private final Set<Path> folders = new HashSet<>();
  private long first;
  private long last;

  /**
   * Collects nothing yet.
   *
   * @param quiet after the last change all are due
   * @param longest after the first one they are due in any case
   */
  ChangedFolders(Duration quiet, Duration longest) {
    this.quiet = quiet.toNanos();
    this.longest = longest.toNanos();
  }

  /** At a time of {@link System#nanoTime}'s kind. */
  void add(Path folder, long now) {
    if (folders.isEmpty()) {
      first = now;
    }
    last = now;
    folders.add(folder);
  }

  /** Nanoseconds until all are due, 0 or less where they are; the greatest where there is none. */
  long untilDue(long now) {
    return folders.isEmpty() ? Long.MAX_VALUE : Math.min(last + quiet - now, first + longest - now);
  }

  /** All, and forgets them. */
  Set<Path> take() {
    Set<Path> taken = Set.copyOf(folders);
    folders.clear();
    return taken;
  }

  /** Those that lie in none of the others, in their order. */
  static Set<Path> topmost(Collection<Path> folders) {
    Set<Path> all = Set.copyOf(folders);
    Set<Path> topmost = new LinkedHashSet<>(folders);
    topmost.removeIf(folder -> liesInOneOf(folder, all));
    return topmost;
  }

  private static boolean liesInOneOf(Path folder, Set<Path> all) {
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      if (all.contains(above)) {
        return true;
      }
    }
    return false;
  }
}
