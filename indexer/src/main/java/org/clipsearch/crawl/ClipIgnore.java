package org.clipsearch.crawl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads {@code .clipignore} files: lines as of {@code .gitignore}, in UTF-8. */
final class ClipIgnore {
  static final String NAME = ".clipignore";

  /** Far more than people write; what is larger is most likely another thing. */
  private static final int MAX_BYTES = 1 << 20;

  private ClipIgnore() {}

  /**
   * Reads the file of a folder.
   *
   * @param badLine takes what is wrong with a line, which is then passed over
   * @return empty where there is none
   * @throws FileSystemException where it cannot be read, so that nobody knows what it leaves out
   */
  static List<GitPattern> read(Path folder, Consumer<IOException> badLine)
      throws FileSystemException {
    Path file = folder.resolve(NAME);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try {
      if (!Files.isRegularFile(file)) { // a pipe would never end
        throw new IOException("it is not a file, or a link to nothing");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        return parse(new String(bytes, StandardCharsets.UTF_8), badLine);
      }
    } catch (IOException e) {
      String why = CrawlReport.Skipped.of(file, e).reason();
      FileSystemException named =
          new FileSystemException(
              folder.toString(), null, "passed over, because its " + NAME + " is unread: " + why);
      named.initCause(e);
      throw named;
    }
  }

  private static List<GitPattern> parse(String text, Consumer<IOException> badLine) {
    List<GitPattern> patterns = new ArrayList<>();
    String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line =
          lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
      try {
        GitPattern.parse(line).ifPresent(patterns::add);
      } catch (IllegalArgumentException e) {
        badLine.accept(new IOException("line " + (i + 1) + ": " + e.getMessage(), e));
      }
    }
    return patterns;
  }
}
