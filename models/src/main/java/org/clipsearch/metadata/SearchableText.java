package org.clipsearch.metadata;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What can be found by words: a picture's names, and what it says of itself. */
public final class SearchableText {
  /** What is neither a letter, nor a digit, nor an apostrophe within a word. */
  private static final Pattern SEPARATORS =
      Pattern.compile("(?:[^\\p{L}\\p{M}\\p{N}'’]|(?<![\\p{L}\\p{M}])['’]|['’](?!\\p{L}))+");

  /** Between "beachParty", "HTMLPage", "party2019" and "2019party". */
  private static final Pattern BOUNDARIES =
      Pattern.compile(
          "(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})"
              + "|(?<=[\\p{L}\\p{M}])(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

  private SearchableText() {}

  /**
   * All words of a picture, separated by blanks: those of its name without its ending and of its
   * folders, from the library's on; then keywords, title, description, camera and lens as they are.
   * Characters are composed (Unicode NFC), which macOS does not do in names.
   *
   * @param libraryFolder that was crawled; a file that is not below it has no folders
   */
  public static String of(Path libraryFolder, Path file, PhotoMetadata metadata) {
    List<String> texts = new ArrayList<>();
    Path library = libraryFolder.toAbsolutePath().normalize();
    Path picture = file.toAbsolutePath().normalize();
    texts.add(words(withoutEnding(name(picture))));
    if (picture.startsWith(library)) {
      texts.add(words(name(library)));
      Path folders = library.relativize(picture).getParent();
      if (folders != null) {
        folders.forEach(folder -> texts.add(words(name(folder))));
      }
    }
    texts.addAll(metadata.keywords());
    metadata.title().ifPresent(texts::add);
    metadata.description().ifPresent(texts::add);
    metadata.camera().ifPresent(texts::add);
    metadata.lens().ifPresent(texts::add);
    texts.removeIf(String::isEmpty);
    return Normalizer.normalize(String.join(" ", texts), Normalizer.Form.NFC);
  }

  /**
   * The words of a name, in small letters: split at what is no letter or digit, between small and
   * capital letters, and between letters and digits. "IMG_2034-BeachParty2019" gives "img 2034
   * beach party 2019". A search for such a name has to be split in the same way.
   */
  public static String words(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    String separated = SEPARATORS.matcher(composed).replaceAll(" ").strip();
    return BOUNDARIES.matcher(separated).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  /** That of a root is empty. */
  private static String name(Path path) {
    return path.getFileName() == null ? "" : path.getFileName().toString();
  }

  private static String withoutEnding(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
