package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.clipsearch.platform.FileTree;

/**
 * Where the demo's pictures and their index lie.
 *
 * @param isKept whether it stays when the demo ends
 */
record DemoFolder(Path root, boolean isKept) implements AutoCloseable {
  /**
   * Makes the folder where there is none.
   *
   * @param keep the user's choice; null for a temporary folder
   * @throws IOException where it holds anything: nothing of the user's is to be drawn over
   */
  static DemoFolder open(Path keep) throws IOException {
    if (keep == null) {
      return new DemoFolder(Files.createTempDirectory("clipsearch-demo"), false);
    }
    if (Files.exists(keep) && !Files.isDirectory(keep)) {
      throw new NotDirectoryException(keep.toString());
    }
    Files.createDirectories(keep);
    try (Stream<Path> files = Files.list(keep)) {
      if (files.findAny().isPresent()) {
        throw new IOException(keep + ": not empty; --keep takes a new folder");
      }
    }
    return new DemoFolder(keep, true);
  }

  Path scenes() {
    return root.resolve("scenes");
  }

  Path index() {
    return root.resolve("index");
  }

  /** Those of pictures that stay are worth keeping, too. */
  Path thumbnails() {
    return isKept ? Serving.thumbnails() : root.resolve("thumbnails");
  }

  @Override
  public void close() throws IOException {
    if (!isKept) {
      FileTree.delete(root);
    }
  }
}
