package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The images of a folder, for who wants them without an index. */
public final class ImageFolder {
  private ImageFolder() {}

  /**
   * All images in a folder and below, by the same rules as {@link Crawler}'s, sorted by path.
   *
   * @param skipped takes what could not be looked at
   */
  public static List<Path> images(Path folder, Consumer<CrawlReport.Skipped> skipped)
      throws IOException {
    List<Path> images = new ArrayList<>();
    FolderWalk.walk(
        List.of(folder),
        new FolderWalk.Visitor() {
          @Override
          public void image(Path file, BasicFileAttributes attributes) {
            images.add(file);
          }

          @Override
          public void unreadable(Path path, IOException reason) {
            skipped.accept(CrawlReport.Skipped.of(path, reason));
          }
        });
    images.sort(null);
    return images;
  }
}
