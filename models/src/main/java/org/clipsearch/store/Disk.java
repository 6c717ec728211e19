package org.clipsearch.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What several who put large things on a disk need. */
final class Disk {
  private Disk() {}

  /**
   * Looks whether something fits, before it comes.
   *
   * @param place where it will be; its parent is there
   * @param what it is, for the message
   * @param bytes that it takes more than is there already
   * @throws FileSystemException where it does not
   */
  static void checkSpace(Path place, String what, long bytes) throws IOException {
    Path there = Files.exists(place) ? place : place.toAbsolutePath().getParent();
    long free = Files.getFileStore(there).getUsableSpace();
    if (bytes > free) {
      throw new FileSystemException(
          place.toString(),
          null,
          "%s takes %,d MB more, but only %,d MB are free there"
              .formatted(what, bytes / 1_000_000, free / 1_000_000));
    }
  }
}
