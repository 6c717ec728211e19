package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.KnownImages;

/** Counts what happens to each file while several threads crawl. Thread-safe. */
final class CrawlTally {
  private final CrawlProgress progress;
  private final List<ImageLibrary> libraries;
  private final Set<Path> roots;
  private final List<CrawlReport.Skipped> skipped = new ArrayList<>();
  private final Set<Path> unwalked = new HashSet<>();
  private final Set<Path> excluded = new HashSet<>();
  private final Set<Path> withImages = new HashSet<>();
  private final Map<Path, Integer> known = new HashMap<>();
  private int scanned;
  private int added;
  private int updated;
  private int reused;
  private int removed;
  private int unchanged;
  private int failedBefore;
  private int failed;

  /**
   * Begins to count.
   *
   * @param libraries whose rules hold
   * @param roots the folders that are walked with all below them
   */
  CrawlTally(CrawlProgress progress, List<ImageLibrary> libraries, Set<Path> roots) {
    this.progress = progress;
    this.libraries = libraries;
    this.roots = roots;
  }

  /**
   * The walk met an image file.
   *
   * @param retry whether what failed before is tried again
   * @return whether it is to be read
   */
  synchronized boolean met(FoundFile file, boolean retry) {
    scanned++;
    for (ImageLibrary library : libraries) {
      if (file.path().startsWith(library.folder())) {
        withImages.add(library.folder());
      }
    }
    if (file.state() != KnownImages.State.NEW) {
      known.merge(library(file.path()), 1, Integer::sum);
    }
    if (file.state() == KnownImages.State.UNCHANGED) {
      unchanged++;
    } else if (file.isHopeless() && !retry) {
      failedBefore++;
    } else {
      return true;
    }
    report();
    return false;
  }

  synchronized void embedded(FoundFile file) {
    if (file.state() == KnownImages.State.NEW) {
      added++;
    } else {
      updated++;
    }
    report();
  }

  /** Its content was in the index already. */
  synchronized void recognised(FoundFile file) {
    if (file.state() == KnownImages.State.NEW) {
      reused++;
    } else {
      unchanged++;
    }
    report();
  }

  /** An image file that was met could not be read. */
  synchronized void failed(FailedFile file) {
    failed++;
    skipped.add(new CrawlReport.Skipped(file.path(), file.reason()));
    report();
  }

  /** The walk did not look into a folder. */
  synchronized void unwalked(Path folder) {
    unwalked.add(folder);
  }

  /**
   * The walk could not look at a file or into a folder. Links to nothing are many people's
   * everyday; they are named only where they look like an image.
   */
  synchronized void unwalked(Path path, IOException reason) {
    unwalked.add(path);
    if (!Files.isSymbolicLink(path) || ImageFiles.isImage(path)) {
      skipped.add(CrawlReport.Skipped.of(path, reason));
    }
  }

  /** The rules leave out a file, or a folder with all in it. */
  synchronized void excluded(Path fileOrFolder) {
    excluded.add(fileOrFolder);
  }

  Set<Path> roots() {
    return roots;
  }

  /** The folder of the library that a file is in. */
  Path library(Path file) {
    return ImageLibrary.of(file, libraries).map(ImageLibrary::folder).orElseGet(file::getParent);
  }

  synchronized void removed(int images) {
    removed += images;
  }

  /** A library that held images holds none any more. */
  synchronized void emptied(Path library, long indexed) {
    String reason =
        "no images in it, but %d of it in the index: is its drive mounted? Nothing was removed; if they are gone for good, say --prune"
            .formatted(indexed);
    skipped.add(new CrawlReport.Skipped(library, reason));
  }

  /** So much of a library is gone that nothing of it is removed. */
  synchronized void vanished(Path one, int images, long indexed) {
    String reason =
        "gone, with %d others of %d: is a drive not mounted? Nothing was removed; if they are gone for good, say --prune"
            .formatted(images - 1, indexed);
    skipped.add(new CrawlReport.Skipped(one, reason));
  }

  /** A folder is not there, and nothing is indexed of it. */
  synchronized void unknown(Path root) {
    skipped.add(new CrawlReport.Skipped(root, "no such folder, and the index has nothing of it"));
  }

  /** Whether an image was met in a library, or in one that lies in it. */
  synchronized boolean hasImages(Path library) {
    return withImages.contains(library);
  }

  /** How many images of a library were met that the index has. */
  synchronized int known(Path library) {
    return known.getOrDefault(library, 0);
  }

  /** Whether the walk could not have met a file, for want of access to it or a folder above. */
  synchronized boolean isOutOfSight(Path file) {
    return isIn(unwalked, file, file.getRoot());
  }

  /** Whether the rules of its library leave a file out. */
  synchronized boolean isExcluded(Path file) {
    return ImageLibrary.of(file, libraries)
        .filter(library -> isIn(excluded, file, library.folder()))
        .isPresent();
  }

  /** Whether a file, or a folder above it and below the top, is one of some. */
  private static boolean isIn(Set<Path> some, Path file, Path top) {
    for (Path path = file; path != null && !path.equals(top); path = path.getParent()) {
      if (some.contains(path)) {
        return true;
      }
    }
    return some.contains(top);
  }

  synchronized CrawlReport report(Profile profile, boolean stopped) {
    return new CrawlReport(
        scanned,
        added,
        updated,
        reused,
        removed,
        unchanged,
        failedBefore,
        skipped,
        profile,
        stopped);
  }

  private void report() {
    progress.done((long) added + updated + reused + unchanged + failedBefore + failed);
  }
}
