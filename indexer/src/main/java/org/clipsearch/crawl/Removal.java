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
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.IndexedImage;
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
    KnownImages.Unseen unseen = known.unseen();
    for (FailedFile failed : unseen.failures()) {
      if (isMissed(failed.path())) {
        index.removeFailure(failed.path());
      }
    }
    List<IndexedImage> missed =
        unseen.images().stream().filter(image -> isMissed(image.path())).toList();
    Instant now = Instant.now();
    List<IndexedImage> lost = removeExcluded(removeMoved(missed), now);
    removeGone(prune ? lost : withoutVanished(lost, unseen.images()), now);
    tellUnknown(unseen.images());
    index.forgetGone(now.minus(KEPT));
    index.commit();
  }

  private boolean isMissed(Path path) {
    return isWalked(path) && !tally.isOutOfSight(path);
  }

  private boolean isWalked(Path path) {
    return roots.stream().anyMatch(path::startsWith);
  }

  /** Takes out what is somewhere else now. */
  private List<IndexedImage> removeMoved(List<IndexedImage> missed) throws IOException {
    Set<Path> gone = new HashSet<>();
    missed.forEach(image -> gone.add(image.path()));
    List<IndexedImage> lost = new ArrayList<>();
    for (IndexedImage image : missed) {
      if (isElsewhere(image, gone)) {
        index.remove(image.path());
      } else {
        lost.add(image);
      }
    }
    return lost;
  }

  /** Takes out what the rules leave out by now; in case that they change again, it is kept. */
  private List<IndexedImage> removeExcluded(List<IndexedImage> missed, Instant now)
      throws IOException {
    Map<Boolean, List<IndexedImage>> parts =
        missed.stream().collect(Collectors.partitioningBy(i -> tally.isExcluded(i.path())));
    removeGone(parts.get(true), now);
    return parts.get(false);
  }

  private void removeGone(List<IndexedImage> images, Instant now) throws IOException {
    for (IndexedImage image : images) {
      index.removeGone(image, now);
    }
    tally.removed(images.size());
  }

  private boolean isElsewhere(IndexedImage image, Set<Path> gone) throws IOException {
    return image.fingerprint().isPresent()
        && !gone.containsAll(index.paths(image.fingerprint().get()));
  }

  /** Leaves alone what is lost of libraries that have lost all that they had, or much. */
  private List<IndexedImage> withoutVanished(List<IndexedImage> lost, List<IndexedImage> unseen) {
    Map<Path, List<IndexedImage>> byLibrary =
        lost.stream()
            .collect(Collectors.groupingBy(this::library, TreeMap::new, Collectors.toList()));
    List<IndexedImage> gone = new ArrayList<>();
    byLibrary.forEach(
        (library, images) -> {
          long unmet = unseen.stream().filter(image -> library(image).equals(library)).count();
          long indexed = tally.known(library) + unmet;
          if (isEmptied(library, unseen)) {
            tally.emptied(library, images.size());
          } else if (images.size() > FEW && images.size() > SMALL_PART * indexed) {
            tally.vanished(images.getFirst().path(), images.size(), indexed);
          } else {
            gone.addAll(images);
          }
        });
    return gone;
  }

  private Path library(IndexedImage image) {
    return tally.library(image.path());
  }

  /** Whether nothing shows that a library is there: no image met, and none beside the walk. */
  private boolean isEmptied(Path library, List<IndexedImage> unseen) {
    return !tally.hasImages(library)
        && unseen.stream()
            .map(IndexedImage::path)
            .filter(path -> path.startsWith(library) && !isWalked(path))
            .noneMatch(Files::exists);
  }

  private void tellUnknown(List<IndexedImage> unseen) {
    for (Path root : roots) {
      if (Files.notExists(root)
          && unseen.stream().noneMatch(image -> image.path().startsWith(root))) {
        tally.unknown(root); // most likely misspelt
      }
    }
  }
}
