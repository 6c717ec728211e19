package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Walks folders for image files. Hidden folders are passed over. Links are followed, but no folder
 * is walked twice: real folders come first, then what links lead to.
 */
final class FolderWalk {
  /** Takes what is met. */
  interface Visitor {
    void image(Path file, BasicFileAttributes attributes) throws IOException;

    /** What could not be looked at: a file, a folder, or a link that leads to nothing. */
    void unreadable(Path path, IOException reason);

    /** A hidden folder that is not walked, because nobody named it. */
    default void hidden(Path folder) {}
  }

  private final Visitor visitor;
  private final Set<Path> named;
  private final Deque<Path> folders;
  private final Queue<Path> links = new PriorityQueue<>();
  private final Set<Object> walked = new HashSet<>();

  private FolderWalk(List<Path> folders, Visitor visitor) {
    this.visitor = visitor;
    this.named = Set.copyOf(folders);
    this.folders = new ArrayDeque<>(folders);
  }

  /**
   * Walks.
   *
   * @param folders what is met in them is named as they are
   * @throws IOException of the visitor only; what cannot be read is reported to it
   */
  static void walk(List<Path> folders, Visitor visitor) throws IOException {
    FolderWalk walk = new FolderWalk(folders, visitor);
    while (!walk.folders.isEmpty() || !walk.links.isEmpty()) {
      walk.folder(walk.folders.isEmpty() ? walk.links.remove() : walk.folders.remove());
    }
  }

  /** Visits files that are known by name, as if a walk had met them. */
  static void visit(List<Path> files, Visitor visitor) throws IOException {
    FolderWalk walk = new FolderWalk(List.of(), visitor);
    for (Path file : files) {
      walk.entry(file);
    }
  }

  private void folder(Path folder) throws IOException {
    Deque<Path> entries = new ArrayDeque<>();
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      if (!walked.add(Objects.requireNonNullElseGet(key, () -> folder))) {
        return;
      }
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(entries::add);
      }
    } catch (IOException e) {
      visitor.unreadable(folder, e);
    } catch (DirectoryIteratorException e) {
      visitor.unreadable(folder, e.getCause());
    }
    for (Path entry : entries) {
      entry(entry);
    }
  }

  private void entry(Path entry) throws IOException {
    BasicFileAttributes attributes;
    boolean link;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      link = attributes.isSymbolicLink();
      if (link) {
        attributes = Files.readAttributes(entry, BasicFileAttributes.class);
      }
    } catch (IOException e) {
      visitor.unreadable(entry, e);
      return;
    }
    if (attributes.isRegularFile() && ImageFiles.isImage(entry)) {
      visitor.image(entry, attributes);
    } else if (attributes.isDirectory() && !ImageFiles.isHidden(entry)) {
      (link ? links : folders).add(entry);
    } else if (attributes.isDirectory() && !named.contains(entry)) {
      visitor.hidden(entry);
    }
  }
}
