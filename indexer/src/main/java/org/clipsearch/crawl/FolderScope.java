package org.clipsearch.crawl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rules that hold for what lies in one folder of a library: the library's, and those of the
 * {@code .clipignore} files in it and above it.
 */
final class FolderScope {
  /** Of one {@code .clipignore} file, in a folder whose path below the library has a length. */
  private record Lines(List<GitPattern> patterns, int length, Lines above) {}

  private final List<GitPattern> include;
  private final List<GitPattern> exclude;
  private final long minBytes;
  private final String path;
  private final boolean included;
  private final Lines lines;

  private FolderScope(FolderScope library, String path, boolean included, Lines lines) {
    this.include = library.include;
    this.exclude = library.exclude;
    this.minBytes = library.minBytes;
    this.path = path;
    this.included = included;
    this.lines = lines;
  }

  /** Of a library's own folder. */
  FolderScope(FolderRules rules) {
    this.include = rules.includes();
    this.exclude = rules.excludes();
    this.minBytes = rules.minBytes();
    this.path = "";
    this.included = include.isEmpty();
    this.lines = null;
  }

  /** With the patterns of a {@code .clipignore} file in this folder. */
  FolderScope with(List<GitPattern> patterns) {
    return new FolderScope(this, path, included, new Lines(patterns, path.length(), lines));
  }

  /** Of a folder in this one. */
  FolderScope folder(Path name) {
    return new FolderScope(this, path + name + "/", included || includes(name, true), lines);
  }

  /** Whether a file or folder in this one is left out by an exclude pattern or a line. */
  boolean excludes(Path name, boolean folder) {
    Optional<GitPattern> decides = GitPattern.last(exclude, path + name, folder);
    for (Lines at = lines; decides.isEmpty() && at != null; at = at.above) {
      decides = GitPattern.last(at.patterns, (path + name).substring(at.length), folder);
    }
    return decides.isPresent() && !decides.get().negated();
  }

  /** Whether a file in this folder is taken. */
  boolean takes(Path name, long bytes) {
    return bytes >= minBytes && (included || includes(name, false)) && !excludes(name, false);
  }

  private boolean includes(Path name, boolean folder) {
    return GitPattern.last(include, path + name, folder).isPresent();
  }
}
