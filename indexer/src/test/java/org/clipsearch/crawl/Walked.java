package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a walk met, by paths below a folder. */
final class Walked implements FolderWalk.Visitor {
  private final Path base;
  final Set<String> images = new TreeSet<>();
  final Set<String> excluded = new TreeSet<>();
  final Set<String> hidden = new TreeSet<>();
  final Set<String> folders = new TreeSet<>();
  final TreeMap<String, String> unreadable = new TreeMap<>();

  private Walked(Path base) {
    this.base = base;
  }

  /** A whole library. */
  static Walked of(Path folder, FolderRules rules) throws IOException {
    return part(List.of(new ImageLibrary(folder, rules)), folder, folder);
  }

  static Walked part(List<ImageLibrary> libraries, Path base, Path... folders) throws IOException {
    Walked walked = new Walked(base);
    FolderWalk.walk(libraries, Set.of(folders), walked);
    return walked;
  }

  private String name(Path path) {
    return base.relativize(path).toString();
  }

  private static void add(Set<String> set, String name) {
    if (!set.add(name)) {
      throw new AssertionError(name + " was met twice");
    }
  }

  @Override
  public void image(Path file, BasicFileAttributes attributes) {
    add(images, name(file));
  }

  @Override
  public void unreadable(Path path, IOException reason) {
    unreadable.merge(
        name(path), CrawlReport.Skipped.of(path, reason).reason(), (a, b) -> a + "; " + b);
  }

  @Override
  public void hidden(Path folder) {
    add(hidden, name(folder));
  }

  @Override
  public void excluded(Path fileOrFolder) {
    add(excluded, name(fileOrFolder));
  }

  @Override
  public void folder(Path folder, boolean linked) {
    add(folders, name(folder) + (linked ? "@" : ""));
  }
}
