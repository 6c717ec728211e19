package org.clipsearch.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose metadata ExifTool has written; the README beside them says how. */
class ExifToolFilesTest {
  private static PhotoMetadata read(String ending) throws IOException {
    try (InputStream in = ExifToolFilesTest.class.getResourceAsStream("exiftool." + ending)) {
      assertNotNull(in, ending);
      return PhotoMetadata.read(in.readAllBytes());
    }
  }

  private static PhotoMetadata expected(List<String> keywords) {
    return new PhotoMetadata(
        Optional.of(
            new Taken(
                LocalDateTime.parse("2019-07-04T18:22:31.25"), Optional.of(ZoneOffset.ofHours(2)))),
        Optional.of("Nikon D850"),
        Optional.of("AF-S NIKKOR 24-70mm"),
        Optional.of(new Location(47.375, -8.541667)),
        OptionalInt.of(6),
        OptionalInt.of(3),
        keywords,
        Optional.of("Ein Titel"),
        Optional.of("Ein Tag am See"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "webp", "heic", "avif"})
  void sayTheSameInEveryFormat(String ending) throws IOException {
    assertEquals(expected(List.of("Strand", "海滩", "Paris")), read(ending));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "tiff"})
  void sayWithIptcWhatItHasFirst(String ending) throws IOException {
    assertEquals(expected(List.of("Zürich", "Strand", "海滩", "Paris")), read(ending));
  }

  @Test
  void ofGifHoldXmpAlone() throws IOException {
    PhotoMetadata gif = read("gif");
    assertEquals(List.of("Strand", "海滩", "Paris"), gif.keywords());
    assertEquals(OptionalInt.of(3), gif.rating());
    assertEquals(Optional.of(new Location(47.375, 8.541667)), gif.location());
    assertEquals(Optional.empty(), gif.taken());
  }
}
