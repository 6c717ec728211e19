package org.clipsearch.crawl;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Which files are taken for images, by their names alone. */
final class ImageFiles {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp", "dib", "tif", "tiff", "jp2");

  /** Folders that systems and network drives make for themselves. */
  private static final Set<String> SYSTEM_FOLDERS =
      Set.of("@eadir", "#recycle", "$recycle.bin", "system volume information");

  private ImageFiles() {}

  static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    boolean hidden = name.startsWith(".");
    return dot > 0
        && !hidden
        && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Whether a folder below a crawled one is passed over. */
  static boolean isHidden(Path folder) {
    String name = folder.getFileName().toString();
    return name.startsWith(".") || SYSTEM_FOLDERS.contains(name.toLowerCase(Locale.ROOT));
  }
}
