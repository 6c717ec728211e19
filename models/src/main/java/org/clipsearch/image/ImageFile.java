package org.clipsearch.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads image files whole: names that are no valid text cannot be handed to OpenCV. */
public final class ImageFile {
  /** More than any picture within the decoder's limits takes in a common format. */
  private static final long MAX_BYTES = 1L << 30;

  private ImageFile() {}

  /**
   * All bytes of a file.
   *
   * @throws ImageException where it is no file, or too large
   * @throws IOException where it cannot be read
   */
  public static byte[] read(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new ImageException("a folder, not an image");
    }
    if (attributes.size() > MAX_BYTES) {
      throw new ImageException("larger than " + (MAX_BYTES >> 20) + " MiB");
    }
    try {
      return Files.readAllBytes(file);
    } catch (OutOfMemoryError e) {
      throw new ImageException("too large for this machine's memory");
    }
  }
}
