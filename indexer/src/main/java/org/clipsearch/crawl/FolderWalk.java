package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Walks folders for image files. Hidden folders are passed over, and what rules leave out. Links
 * are followed, but no folder is walked twice: real folders come first, then what links lead to.
 * Pipes, devices and the like are never opened.
 */
final class FolderWalk {
  /** Takes what is met. */
  interface Visitor {
    void image(Path file, BasicFileAttributes attributes) throws IOException;

    /**
     * What could not be looked at: a file, a folder, or a link that leads to nothing; or a {@code
     * .clipignore} file with a bad line, which is passed over. A folder whose {@code .clipignore}
     * file cannot be read is not looked into.
     */
    void unreadable(Path path, IOException reason);

    /**
     * A folder that is not walked, which says nothing of what is in it: hidden, and nobody named
     * it; or behind a link that is in a part of a library, for only a walk over the whole can tell
     * what is linked twice.
     */
    default void hidden(Path folder) {}

    /**
     * What the rules leave out: a file that is an image by its name, or a folder with all that is
     * in it. Only other libraries that lie in it are none of its.
     */
    default void excluded(Path fileOrFolder) {}

    /**
     * A folder is about to be listed.
     *
     * @param linked whether it is reached by a link below its library's folder
     */
    default void folder(Path folder, boolean linked) throws IOException {}
  }

  /** A folder to walk; in a whole library, or in a part of one. */
  private record Place(Path folder, FolderScope scope, boolean whole, boolean linked) {
    static Place ofLibrary(Path folder, FolderRules rules) {
      return new Place(folder, new FolderScope(rules), true, false);
    }

    Place in(Path entry, boolean link) {
      return new Place(entry, scope.folder(entry.getFileName()), whole, linked || link);
    }

    Place with(List<GitPattern> patterns) {
      return patterns.isEmpty() ? this : new Place(folder, scope.with(patterns), whole, linked);
    }
  }

  private final Visitor visitor;
  private final Set<Path> starts = new HashSet<>();
  private final Deque<Place> folders = new ArrayDeque<>();
  private final Queue<Place> links = new PriorityQueue<>(Comparator.comparing(Place::folder));
  private final Set<Object> walked = new HashSet<>();

  private FolderWalk(Visitor visitor) {
    this.visitor = visitor;
  }

  /**
   * Walks folders, all of which but what {@code .clipignore} files in them say.
   *
   * @param folders what is met in them is named as they are
   * @throws IOException of the visitor only; what cannot be read is reported to it
   */
  static void walk(List<Path> folders, Visitor visitor) throws IOException {
    FolderWalk walk = new FolderWalk(visitor);
    folders.forEach(folder -> walk.start(Place.ofLibrary(folder, FolderRules.ALL)));
    walk.run();
  }

  /**
   * Walks libraries, or parts of them.
   *
   * @param libraries all whose rules are to hold; of those that lie in each other the inner one's
   * @param folders each a library's, or in a library. Libraries that lie in one are walked as well.
   * @throws IllegalArgumentException where a folder is in none of the libraries
   * @throws IOException of the visitor only; what cannot be read is reported to it
   */
  static void walk(List<ImageLibrary> libraries, Set<Path> folders, Visitor visitor)
      throws IOException {
    FolderWalk walk = new FolderWalk(visitor);
    for (Path folder : ChangedFolders.topmost(folders)) {
      ImageLibrary library =
          ImageLibrary.of(folder, libraries)
              .orElseThrow(
                  () -> new IllegalArgumentException(folder + ": in none of the libraries"));
      if (!folder.equals(library.folder())) {
        walk.startIn(library, folder);
      }
      libraries.stream()
          .filter(inner -> inner.folder().startsWith(folder))
          .forEach(inner -> walk.start(Place.ofLibrary(inner.folder(), inner.rules())));
    }
    walk.run();
  }

  private void start(Place place) {
    if (starts.add(place.folder)) {
      folders.add(place);
    }
  }

  /** Visits files that are known by name, as if a walk had met them. */
  static void visit(List<Path> files, Visitor visitor) throws IOException {
    FolderWalk walk = new FolderWalk(visitor);
    for (Path file : files) {
      walk.entry(Place.ofLibrary(file.getParent(), FolderRules.ALL), file);
    }
  }

  /** Goes down from the library's folder, by the rules on the way. */
  private void startIn(ImageLibrary library, Path folder) {
    Place place = new Place(library.folder(), new FolderScope(library.rules()), false, false);
    try {
      for (Path name : library.folder().relativize(folder)) {
        place = withItsLines(place);
        Path next = place.folder.resolve(name);
        if (place.scope.excludes(name, true)) {
          visitor.excluded(next);
          return;
        }
        if (ImageFiles.isHidden(next)) {
          visitor.hidden(next);
          return;
        }
        place = place.in(next, false);
      }
      start(place);
    } catch (IOException e) {
      visitor.unreadable(place.folder, e);
    }
  }

  private Place withItsLines(Place place) throws IOException {
    Path file = place.folder.resolve(ClipIgnore.NAME);
    return place.with(ClipIgnore.read(place.folder, bad -> visitor.unreadable(file, bad)));
  }

  private void run() throws IOException {
    while (!folders.isEmpty() || !links.isEmpty()) {
      folder(folders.isEmpty() ? links.remove() : folders.remove());
    }
  }

  private void folder(Place place) throws IOException {
    Path folder = place.folder;
    Place ruled;
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      if (!walked.add(Objects.requireNonNullElseGet(key, () -> folder))) {
        return;
      }
      ruled = withItsLines(place);
    } catch (IOException e) {
      visitor.unreadable(folder, e);
      return;
    }
    visitor.folder(folder, place.linked);
    Deque<Path> entries = new ArrayDeque<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException e) {
      visitor.unreadable(folder, e);
    } catch (DirectoryIteratorException e) {
      visitor.unreadable(folder, e.getCause());
    }
    for (Path entry : entries) {
      if (!starts.contains(entry)) {
        entry(ruled, entry);
      }
    }
  }

  private void entry(Place place, Path entry) throws IOException {
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
    if (attributes.isDirectory()) {
      folderEntry(place, entry, link);
    } else if (attributes.isRegularFile() && ImageFiles.isImage(entry)) {
      if (place.scope.takes(entry.getFileName(), attributes.size())) {
        visitor.image(entry, attributes);
      } else {
        visitor.excluded(entry);
      }
    }
  }

  private void folderEntry(Place place, Path entry, boolean link) {
    if (place.scope.excludes(entry.getFileName(), true)) {
      visitor.excluded(entry);
    } else if (ImageFiles.isHidden(entry) || (link && !place.whole)) {
      visitor.hidden(entry);
    } else {
      (link ? links : folders).add(place.in(entry, link));
    }
  }
}
