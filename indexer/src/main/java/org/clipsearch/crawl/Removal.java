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
import java.util.stream.Collectors;
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.IndexedImage;
import org.clipsearch.index.KnownImages;
import org.clipsearch.index.LuceneIndexWriter;

/**
 * Takes out of the index what a walk through all of some folders did not meet, unless it is so much
 * that it looks like a drive that is not mounted.
 */
final class Removal {
  /** So many may vanish in one run whatever their share is. */
  private static final int FEW = 50;

  /** So large a part of what is indexed may vanish in one run whatever the number is. */
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
    if (!prune) {
      lost = withoutEmptied(lost);
      lost = withoutMany(lost, known.seen() + missed.size());
    }
    removeGone(lost, now);
    tellUnknown(unseen.images());
    index.forgetGone(now.minus(KEPT));
    index.commit();
  }

  private boolean isMissed(Path path) {
    return roots.stream().anyMatch(path::startsWith) && !tally.isOutOfSight(path);
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

  /** Leaves alone what is missed of a folder in which there is no image at all. */
  private List<IndexedImage> withoutEmptied(List<IndexedImage> lost) {
    List<Path> emptied = new ArrayList<>();
    for (Path root : roots) {
      long indexed = lost.stream().filter(image -> image.path().startsWith(root)).count();
      if (indexed > 0 && !tally.hasImages(root)) {
        emptied.add(root);
        tally.emptied(root, indexed);
      }
    }
    return lost.stream()
        .filter(image -> emptied.stream().noneMatch(image.path()::startsWith))
        .toList();
  }

  /** Leaves all of it alone where it is much. */
  private List<IndexedImage> withoutMany(List<IndexedImage> lost, long indexed) {
    if (lost.size() <= FEW || lost.size() <= SMALL_PART * indexed) {
      return lost;
    }
    tally.vanished(lost.getFirst().path(), lost.size(), indexed);
    return List.of();
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
