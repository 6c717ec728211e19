package org.clipsearch.crawl;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * A folder that an index covers, with all below it.
 *
 * @param folder absolute and normalised; it need not be there
 * @param rules what of it is indexed
 */
public record ImageLibrary(Path folder, FolderRules rules) {
  /**
   * Checks.
   *
   * @throws IllegalArgumentException where the folder is not absolute and normalised
   */
  public ImageLibrary {
    if (!folder.isAbsolute() || !folder.equals(folder.normalize())) {
      throw new IllegalArgumentException(folder + ": must be absolute and normalised");
    }
  }

  /** Whose rules hold for a file or folder: of those that it lies in, the innermost's. */
  public static Optional<ImageLibrary> of(Path path, Collection<ImageLibrary> libraries) {
    return libraries.stream()
        .filter(library -> path.startsWith(library.folder))
        .max(Comparator.comparingInt(library -> library.folder.getNameCount()));
  }
}
