package org.clipsearch.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchableTextTest {
  @ParameterizedTest
  @CsvSource({
    "IMG_2034-BeachParty2019, img 2034 beach party 2019",
    "a.b+c (d), a b c d",
    "HTMLPage, html page",
    "2019年夏天_海滩, 2019 年夏天 海滩",
    "ÜberÄpfel, über äpfel",
    "Anna’s 'best' day', anna’s best day",
    "__--__, ''",
    "Ελλάδα2, ελλάδα 2",
  })
  void namesAreSplitIntoWords(String name, String words) {
    assertEquals(words, SearchableText.words(name));
  }

  @Test
  void decomposedLettersAreComposed() {
    assertEquals("zürich 2", SearchableText.words("Zu\u0308rich2"));
  }

  @Test
  void textIsOfNameFoldersAndMetadata() {
    PhotoMetadata photo =
        new PhotoMetadata(
            Optional.empty(),
            Optional.of("Nikon D850"),
            Optional.of("50mm f/1.8"),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of("sea", "Cafe\u0301"),
            Optional.of("A title"),
            Optional.of("What it shows"));
    assertEquals(
        "dsc 0001 photos summer 2019 day 1 sea Café A title What it shows Nikon D850 50mm f/1.8",
        SearchableText.of(
            Path.of("/home/me/Photos"),
            Path.of("/home/me/Photos/summer2019/day1/DSC0001.JPG"),
            photo));
  }

  @Test
  void foldersAreThoseOfTheLibraryOnly() {
    Path photos = Path.of("photos");
    assertEquals("a photos", text(photos, photos.resolve("a.jpg")));
    assertEquals("a photos", text(photos, Path.of("photos/../photos/./a.jpg").toAbsolutePath()));
    assertEquals("a", text(photos, Path.of("elsewhere/a.jpg")));
    assertEquals("a home", text(Path.of("/"), Path.of("/home/a.jpg")));
    assertEquals("hidden", text(photos, Path.of("elsewhere/.hidden")));
    assertEquals("a tar photos", text(photos, photos.resolve("a.tar.gz")));
  }

  private static String text(Path library, Path file) {
    return SearchableText.of(library, file, PhotoMetadata.NONE);
  }

  /** What Java makes of a name's bytes that are no UTF-8, and half a character. */
  @Test
  void brokenNamesAreSplitWhereTheyAreBroken() {
    assertEquals("b cher 1", SearchableText.words("b\ufffdcher1"));
    assertEquals("a b", SearchableText.words("a\ud83db"));
  }
}
