package org.clipsearch.crawl;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a library is indexed, beside what the {@code .clipignore} files in its folders say. The
 * patterns are those of {@code .gitignore} files, relative to the library's folder.
 *
 * @param include where there is any, only files are taken that one of them matches, or that lie in
 *     a folder that one matches; none is negated
 * @param exclude what is left out; the last that matches decides, before any {@code .clipignore}
 *     file. What is in a folder that is left out cannot be taken back.
 * @param minBytes smaller files are left out; 0 or more
 */
public record FolderRules(List<String> include, List<String> exclude, long minBytes) {
  /** Everything, where no {@code .clipignore} file says otherwise. */
  public static final FolderRules ALL = new FolderRules(List.of(), List.of(), 0);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException naming the pattern that is none
   */
  public FolderRules {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    if (minBytes < 0) {
      throw new IllegalArgumentException("minBytes must be at least 0, got: " + minBytes);
    }
    parse("exclude", exclude);
    for (GitPattern pattern : parse("include", include)) {
      if (pattern.negated()) {
        throw new IllegalArgumentException(
            "include pattern " + pattern.line() + ": cannot be negated; use an exclude pattern");
      }
    }
  }

  List<GitPattern> includes() {
    return parse("include", include);
  }

  List<GitPattern> excludes() {
    return parse("exclude", exclude);
  }

  private static List<GitPattern> parse(String kind, List<String> lines) {
    List<GitPattern> patterns = new ArrayList<>();
    for (String line : lines) {
      try {
        patterns.add(
            GitPattern.parse(line)
                .filter(pattern -> line.indexOf('\n') < 0)
                .orElseThrow(
                    () -> new IllegalArgumentException(line + ": blank, a comment, or two lines")));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(kind + " pattern " + e.getMessage(), e);
      }
    }
    return patterns;
  }
}
