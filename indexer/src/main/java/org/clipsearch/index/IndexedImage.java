package org.clipsearch.index;

import java.nio.file.Path;
import java.util.Optional;
import org.clipsearch.metadata.PhotoMetadata;

/**
 * What an index knows of a picture, beside its vector.
 *
 * @param file as it was when it was read
 * @param fingerprint of the file's content, as {@link Fingerprint} makes it; empty in an index that
 *     an older version began, until the file is read again
 * @param width of the upright picture, in pixels
 * @param height of the upright picture, in pixels
 * @param metadata what the file says of itself
 * @param words its name, its folders and what it says, as words to search
 */
public record IndexedImage(
    FileStamp file,
    Optional<String> fingerprint,
    int width,
    int height,
    PhotoMetadata metadata,
    String words) {
  /** A picture of which only the file and the size are known. */
  public IndexedImage(FileStamp file, int width, int height) {
    this(file, Optional.empty(), width, height, PhotoMetadata.NONE, "");
  }

  public Path path() {
    return file.path();
  }

  /** By which requests name the picture; the same as long as the path is. Looks at the disk. */
  public String id() {
    return id(path());
  }

  /** That of a picture at a path. Looks at the disk. */
  public static String id(Path path) {
    return IndexFields.id(path);
  }
}
