package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The images of a folder, for who wants them without an index. */
public final class ImageFolder {
  private ImageFolder() {}

  /**
   * All images in a folder and below, by the same rules as {@link Crawler}'s, sorted by path.
   *
   * @throws IOException where a folder cannot be read
   */
  public static List<Path> images(Path folder) throws IOException {
    List<Path> images = new ArrayList<>();
    List<IOException> failures = new ArrayList<>();
    FolderWalk.walk(
        List.of(folder),
        new FolderWalk.Visitor() {
          @Override
          public void image(Path file, BasicFileAttributes attributes) {
            images.add(file);
          }

          @Override
          public void unreadable(Path path, IOException reason) {
            failures.add(reason);
          }
        });
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    images.sort(null);
    return images;
  }
}
