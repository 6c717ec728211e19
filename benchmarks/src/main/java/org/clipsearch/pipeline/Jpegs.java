package org.clipsearch.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.clipsearch.crawl.ImageFolder;

/** The pictures that every way is given: what {@code index} finds, but JPEGs alone. */
public final class Jpegs {
  /** The same ones, for {@code index --include}. */
  public static final List<String> PATTERNS = List.of("*.[jJ][pP][gG]", "*.[jJ][pP][eE][gG]");

  private Jpegs() {}

  /** All in a folder and below, sorted by path. */
  public static List<Path> in(Path folder) throws IOException {
    return ImageFolder.images(folder.toAbsolutePath().normalize(), skipped -> {}).stream()
        .filter(Jpegs::isJpeg)
        .toList();
  }

  private static boolean isJpeg(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jpg") || name.endsWith(".jpeg");
  }
}
