package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the demo's pictures and their index lie.
 *
 * @param isKept whether it stays when the demo ends
 */
record DemoFolder(Path root, boolean isKept) implements AutoCloseable {
  private static final String SCENES = "scenes";
  private static final String INDEX = "index";

  /**
   * Makes the folder where there is none.
   *
   * @param keep the user's choice; null for a temporary folder
   * @throws IOException where it holds what is not of a demo
   */
  static DemoFolder open(Path keep) throws IOException {
    if (keep == null) {
      return new DemoFolder(Files.createTempDirectory("clipsearch-demo"), false);
    }
    if (Files.exists(keep) && !Files.isDirectory(keep)) {
      throw new NotDirectoryException(keep.toString());
    }
    Files.createDirectories(keep);
    DemoFolder folder = new DemoFolder(keep, true);
    if (!folder.isOwn()) {
      throw new IOException(keep + ": holds other files; the demo needs its own directory");
    }
    return folder;
  }

  private boolean isOwn() throws IOException {
    return Set.of(SCENES, INDEX).containsAll(names(root))
        && (Files.notExists(scenes()) || names(scenes()).stream().allMatch(DemoScenes::isName));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  Path scenes() {
    return root.resolve(SCENES);
  }

  Path index() {
    return root.resolve(INDEX);
  }

  /** Those of pictures that stay are worth keeping, too. */
  Path thumbnails() {
    return isKept ? Serving.thumbnails() : root.resolve("thumbnails");
  }

  @Override
  public void close() throws IOException {
    if (isKept) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
