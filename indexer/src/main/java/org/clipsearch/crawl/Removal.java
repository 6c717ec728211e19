package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.clipsearch.index.IndexedFile;
import org.clipsearch.index.KnownImages;
import org.clipsearch.index.LuceneIndexWriter;

/**
 * Takes out of the index what a walk through all of some folders did not meet, unless it is so much
 * of a library that it looks like a drive that is not mounted. How much of a part of a library is
 * gone says nothing: people empty folders.
 */
final class Removal {
  /** So many of a library may vanish in one run whatever their share is. */
  private static final int FEW = 50;

  /** So large a part of a library may vanish in one run whatever the number is. */
  private static final double SMALL_PART = 0.2;

  /** For so long a picture that is gone keeps its vector. */
  private static final Duration KEPT = Duration.ofDays(90);

  private final LuceneIndexWriter index;
  private final CrawlTally tally;
  private final Set<Path> roots;

  Removal(LuceneIndexWriter index, CrawlTally tally) {
    this.index = index;
    this.tally = tally;
    this.roots = tally.roots();
  }

  /**
   * Does it, when all that the walk met is committed.
   *
   * @param prune whether what is gone is removed however much it is
   */
  void run(KnownImages known, boolean prune) throws IOException {
    List<IndexedFile> missed = new ArrayList<>();
    for (IndexedFile file : known.unseen(roots)) {
      if (tally.isOutOfSight(file.path())) {
        continue;
      }
      if (file.failed()) {
        index.removeFailure(file.path());
      } else {
        missed.add(file);
      }
    }
    Instant now = Instant.now();
    List<IndexedFile> lost = removeExcluded(removeMoved(missed), now);
    removeGone(prune ? lost : withoutVanished(lost, known), now);
    tellUnknown(missed);
    index.forgetGone(now.minus(KEPT));
    index.commit();
  }

  /** Takes out what is somewhere else now. */
  private List<IndexedFile> removeMoved(List<IndexedFile> missed) throws IOException {
    Set<Path> gone = new HashSet<>();
    missed.forEach(image -> gone.add(image.path()));
    List<IndexedFile> lost = new ArrayList<>();
    for (IndexedFile image : missed) {
      if (isElsewhere(image, gone)) {
        index.remove(image.path());
      } else {
        lost.add(image);
      }
    }
    return lost;
  }

  /** Takes out what the rules leave out by now; in case that they change again, it is kept. */
  private List<IndexedFile> removeExcluded(List<IndexedFile> missed, Instant now)
      throws IOException {
    Map<Boolean, List<IndexedFile>> parts =
        missed.stream().collect(Collectors.partitioningBy(i -> tally.isExcluded(i.path())));
    removeGone(parts.get(true), now);
    return parts.get(false);
  }

  private void removeGone(List<IndexedFile> images, Instant now) throws IOException {
    for (IndexedFile image : images) {
      index.removeGone(image, now);
    }
    tally.removed(images.size());
  }

  private boolean isElsewhere(IndexedFile image, Set<Path> gone) throws IOException {
    return image.fingerprint().isPresent()
        && !gone.containsAll(index.paths(image.fingerprint().get()));
  }

  /** Leaves alone what is lost of libraries that have lost all that they had, or much. */
  private List<IndexedFile> withoutVanished(List<IndexedFile> lost, KnownImages known)
      throws IOException {
    Map<Path, List<IndexedFile>> byLibrary =
        lost.stream()
            .collect(
                Collectors.groupingBy(
                    file -> tally.library(file.path()), TreeMap::new, Collectors.toList()));
    List<IndexedFile> gone = new ArrayList<>();
    for (Map.Entry<Path, List<IndexedFile>> part : byLibrary.entrySet()) {
      if (!isVanished(part.getKey(), part.getValue(), known)) {
        gone.addAll(part.getValue());
      }
    }
    return gone;
  }

  /** Tells of it, if so. */
  private boolean isVanished(Path library, List<IndexedFile> lost, KnownImages known)
      throws IOException {
    boolean hasImages = tally.hasImages(library);
    if (hasImages && lost.size() <= FEW) {
      return false;
    }
    List<Path> unmet =
        known.unseen(List.of(library)).stream()
            .filter(file -> !file.failed())
            .map(IndexedFile::path)
            .toList();
    boolean isThere = hasImages || unmet.stream().anyMatch(p -> !isWalked(p) && Files.exists(p));
    if (!isThere) {
      tally.emptied(library, lost.size());
      return true;
    }
    long indexed = tally.known(library);
    indexed += unmet.stream().filter(path -> tally.library(path).equals(library)).count();
    if (lost.size() > FEW && lost.size() > SMALL_PART * indexed) {
      tally.vanished(lost.getFirst().path(), lost.size(), indexed);
      return true;
    }
    return false;
  }

  private boolean isWalked(Path path) {
    return roots.stream().anyMatch(path::startsWith);
  }

  private void tellUnknown(List<IndexedFile> missed) {
    for (Path root : roots) {
      if (Files.notExists(root)
          && !tally.isOutOfSight(root)
          && missed.stream().noneMatch(file -> file.path().startsWith(root))) {
        tally.unknown(root); // most likely misspelt
      }
    }
  }
}
