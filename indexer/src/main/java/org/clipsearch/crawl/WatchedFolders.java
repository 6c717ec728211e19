package org.clipsearch.crawl;

import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The folders that are registered for events. A key stays a folder's when that is renamed, and the
 * JDK goes on calling it by its old name; so names are kept here. Not thread-safe.
 */
final class WatchedFolders {
  /**
   * A folder.
   *
   * @param linked whether it is reached by a link below its library's folder
   */
  record Watched(Path folder, ImageLibrary library, boolean linked) {
    /** What is to be walked when something in it has changed. */
    Path toWalk() {
      return linked ? library.folder() : folder;
    }
  }

  private final Map<WatchKey, Watched> byKey = new HashMap<>();
  private final Map<Path, WatchKey> byFolder = new HashMap<>();

  void add(WatchKey key, Watched watched) {
    byKey.put(key, watched);
    byFolder.put(watched.folder, key);
  }

  Optional<Watched> of(WatchKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Optional<Watched> at(Path folder) {
    return Optional.ofNullable(byFolder.get(folder))
        .flatMap(this::of)
        .filter(watched -> watched.folder.equals(folder));
  }

  int size() {
    return byKey.size();
  }

  /** The key has become invalid, or is to. */
  void remove(WatchKey key) {
    key.cancel();
    Watched watched = byKey.remove(key);
    if (watched != null) {
      byFolder.remove(watched.folder, key);
    }
  }

  void removeAll(Predicate<Watched> which) {
    List<WatchKey> keys =
        byKey.entrySet().stream()
            .filter(entry -> which.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    keys.forEach(this::remove);
  }
}
