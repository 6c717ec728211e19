package org.clipsearch.web;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Small files on the disk that can be made again, up to a bound; what was not used for longest goes
 * first. Thread-safe; several processes may share a directory.
 */
final class ThumbnailCache {
  private static final Logger LOG = System.getLogger(ThumbnailCache.class.getName());

  /** A use within this time of the last is not noted: it would be a write for each read. */
  private static final Duration NOTED_EVERY = Duration.ofHours(1);

  private final Path directory;
  private final long maxBytes;
  private long bytes = -1; // not counted yet

  /**
   * Uses a directory, which need not exist yet.
   *
   * @param maxBytes of all files together; what others put there counts when files are next removed
   */
  ThumbnailCache(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /** Makes what is not there. */
  @FunctionalInterface
  interface Maker {
    byte[] make() throws IOException;
  }

  /**
   * What is kept under a key, or else made and kept. A cache that cannot be written to is an
   * inconvenience: what was made is returned all the same.
   *
   * @param key at least two characters, each fit for a file's name
   */
  byte[] get(String key, Maker maker) throws IOException {
    Path file = directory.resolve(key.substring(0, 2)).resolve(key);
    Optional<byte[]> kept = read(file);
    if (kept.isPresent()) {
      return kept.get();
    }
    byte[] made = maker.make();
    try {
      keep(file, made);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot keep a thumbnail: {0}", e.toString());
    }
    return made;
  }

  private static Optional<byte[]> read(Path file) {
    try {
      byte[] kept = Files.readAllBytes(file);
      noteUse(file);
      return Optional.of(kept);
    } catch (IOException e) {
      return Optional.empty(); // not there, mostly
    }
  }

  private static void noteUse(Path file) {
    try {
      Instant now = Instant.now();
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(NOTED_EVERY))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException e) {
      // removed meanwhile, or not ours: it is only for the order of removal
    }
  }

  private void keep(Path file, byte[] made) throws IOException {
    Files.createDirectories(file.getParent());
    Path unfinished = Files.createTempFile(file.getParent(), "new", null);
    try {
      Files.write(unfinished, made);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    makeRoom(made.length);
  }

  private synchronized void makeRoom(int added) throws IOException {
    if (bytes >= 0 && bytes + added <= maxBytes) {
      bytes += added;
      return;
    }
    bytes = -1; // until all goes well
    List<Entry> entries = entries();
    long left = entries.stream().mapToLong(Entry::bytes).sum();
    // Down to less than the bound, so that not each new file is a reason to look at all.
    long goal = left > maxBytes ? maxBytes / 10 * 9 : maxBytes;
    entries.sort(Comparator.comparing(Entry::used));
    for (Entry entry : entries) {
      if (left <= goal) {
        break;
      }
      Files.deleteIfExists(entry.file());
      left -= entry.bytes();
    }
    bytes = left;
  }

  private record Entry(Path file, long bytes, FileTime used) {}

  /** Those that can be looked at; others may come and go meanwhile. */
  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return entries;
  }
}
