package org.clipsearch.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.clipsearch.platform.FileTree;

/** A folder that goes with all that is in it. */
public record ScratchFolder(Path path) implements AutoCloseable {
  public static ScratchFolder create() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("clipsearch-bench"));
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(path);
  }
}
