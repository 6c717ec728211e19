package org.clipsearch.crawl;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Which files are taken for images, by their names alone. */
final class ImageFiles {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp", "dib", "tif", "tiff", "heic",
          "heif", "hif", "avif", "cr2", "cr3", "nef", "arw", "dng", "orf", "rw2", "raf");

  /** Images as well, that nothing here decodes: named, so that nobody believes them indexed. */
  private static final Set<String> NOT_READ = Set.of("jxl", "jp2", "j2k", "jpf", "jpx");

  /** Folders that systems and network drives make for themselves. */
  private static final Set<String> SYSTEM_FOLDERS =
      Set.of("@eadir", "#recycle", "$recycle.bin", "system volume information");

  private ImageFiles() {}

  static boolean isImage(Path file) {
    String extension = extension(file);
    return EXTENSIONS.contains(extension) || NOT_READ.contains(extension);
  }

  /** Whether an image is of a kind that cannot be decoded here. */
  static boolean isNotRead(Path file) {
    return NOT_READ.contains(extension(file));
  }

  /** In lower case; empty for hidden files. */
  static String extension(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    boolean hidden = name.startsWith(".");
    return dot > 0 && !hidden ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  /** Whether a folder below a crawled one is passed over. */
  static boolean isHidden(Path folder) {
    String name = folder.getFileName().toString();
    return name.startsWith(".") || SYSTEM_FOLDERS.contains(name.toLowerCase(Locale.ROOT));
  }
}
