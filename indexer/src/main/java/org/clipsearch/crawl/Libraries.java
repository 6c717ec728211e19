package org.clipsearch.crawl;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clipsearch.index.IndexedFile;
import org.clipsearch.index.KnownImages;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.index.LuceneIndexWriter;

/** The libraries that an index covers, which it remembers in its notes. */
public final class Libraries {
  private Libraries() {}

  /** Those of an index, in the order in which they came. */
  public static List<ImageLibrary> of(LuceneIndex index) throws IOException {
    return read(index.notes());
  }

  /** Those of an index that is being written. */
  public static List<ImageLibrary> of(LuceneIndexWriter index) {
    return read(index.notes());
  }

  private static List<ImageLibrary> read(Map<String, String> notes) {
    List<ImageLibrary> libraries = new ArrayList<>();
    for (int i = 0; notes.containsKey(key(i, "folder")); i++) {
      FolderRules rules =
          new FolderRules(
              lines(notes.get(key(i, "include"))),
              lines(notes.get(key(i, "exclude"))),
              Long.parseLong(notes.get(key(i, "min-bytes"))));
      libraries.add(new ImageLibrary(Path.of(URI.create(notes.get(key(i, "folder")))), rules));
    }
    return libraries;
  }

  private static String key(int library, String name) {
    return "library.%d.%s".formatted(library, name);
  }

  private static List<String> lines(String lines) {
    return lines.lines().toList();
  }

  /** Has an index remember these instead of what it remembers. */
  public static void remember(LuceneIndexWriter index, List<ImageLibrary> libraries)
      throws IOException {
    if (of(index).equals(libraries)) {
      return;
    }
    Map<String, String> notes = new LinkedHashMap<>(index.notes());
    notes.keySet().removeIf(name -> name.startsWith("library."));
    for (int i = 0; i < libraries.size(); i++) {
      ImageLibrary library = libraries.get(i);
      notes.put(key(i, "folder"), library.folder().toUri().toString());
      notes.put(key(i, "include"), String.join("\n", library.rules().include()));
      notes.put(key(i, "exclude"), String.join("\n", library.rules().exclude()));
      notes.put(key(i, "min-bytes"), String.valueOf(library.rules().minBytes()));
    }
    index.setNotes(notes);
    index.commit();
  }

  /** These, with one more or in the place of the one with its folder. */
  public static List<ImageLibrary> with(List<ImageLibrary> libraries, ImageLibrary library) {
    List<ImageLibrary> all = new ArrayList<>(libraries);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).folder().equals(library.folder())) {
        all.set(i, library);
        return all;
      }
    }
    all.add(library);
    return all;
  }

  /**
   * Takes out all that an index has of a folder, with its vectors, and the libraries there. What
   * lies in other libraries within it goes too.
   *
   * @return how many pictures there were
   */
  public static int forget(LuceneIndexWriter index, Path folder) throws IOException {
    int forgotten = 0;
    try (KnownImages known = index.known()) {
      for (IndexedFile file : known.unseen(List.of(folder))) {
        index.remove(file.path());
        forgotten += file.failed() ? 0 : 1;
      }
    }
    index.forgetGone(); // nobody knows where it was
    remember(
        index, of(index).stream().filter(library -> !library.folder().startsWith(folder)).toList());
    index.commit();
    return forgotten;
  }
}
