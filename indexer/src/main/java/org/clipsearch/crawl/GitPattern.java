package org.clipsearch.crawl;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a {@code .gitignore} file, as gitignore(5) defines it. Cases differ. As against git,
 * {@code ?} and brackets stand for one character, not for one byte.
 *
 * @param line as it was written
 * @param negated whether it takes back what lines before it matched
 * @param foldersOnly whether it ends with a slash
 * @param byName whether it has no other slash, and so is matched with names, not with paths
 */
record GitPattern(
    String line, boolean negated, boolean foldersOnly, boolean byName, Pattern regex) {

  /**
   * Reads a line.
   *
   * @return empty for a blank line or a comment
   * @throws IllegalArgumentException where it can match nothing; the message has the line
   */
  static Optional<GitPattern> parse(String line) {
    String glob = withoutTrailingSpaces(line);
    if (glob.isEmpty() || line.startsWith("#")) {
      return Optional.empty();
    }
    boolean negated = glob.startsWith("!");
    glob = glob.substring(negated ? 1 : 0);
    boolean foldersOnly = glob.endsWith("/");
    glob = glob.substring(0, glob.length() - (foldersOnly ? 1 : 0));
    if (glob.isEmpty()) {
      throw new IllegalArgumentException(line + ": matches nothing");
    }
    boolean byName = glob.indexOf('/') < 0;
    try {
      String regex = new GlobRegex(glob.substring(glob.startsWith("/") ? 1 : 0)).translate();
      Pattern compiled = Pattern.compile(regex, Pattern.DOTALL);
      return Optional.of(new GitPattern(line, negated, foldersOnly, byName, compiled));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(line + ": " + e.getMessage(), e);
    }
  }

  /** A space at the end counts where a backslash is before it. */
  private static String withoutTrailingSpaces(String line) {
    int end = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
        end = Math.min(i + 1, line.length());
      } else if (line.charAt(i) != ' ') {
        end = i + 1;
      }
    }
    return line.substring(0, end);
  }

  /**
   * Whether it speaks of a file or folder, be it to take back.
   *
   * @param path below the folder that the pattern is of, with slashes between names
   */
  boolean matches(String path, boolean folder) {
    if (foldersOnly && !folder) {
      return false;
    }
    return regex.matcher(byName ? path.substring(path.lastIndexOf('/') + 1) : path).matches();
  }

  /** The last of some that matches, for it decides. */
  static Optional<GitPattern> last(List<GitPattern> patterns, String path, boolean folder) {
    return patterns.reversed().stream().filter(p -> p.matches(path, folder)).findFirst();
  }
}
