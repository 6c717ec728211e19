package org.clipsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.clipsearch.metadata.Location;
import org.clipsearch.metadata.PhotoMetadata;
import org.clipsearch.metadata.Taken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a picture says of itself comes out of the index as it went in. */
class MetadataFieldsTest {
  @TempDir Path directory;

  private static PhotoMetadata taken(String time, Optional<ZoneOffset> offset) {
    return new PhotoMetadata(
        Optional.of(new Taken(LocalDateTime.parse(time), offset)),
        Optional.of("Nikon D850"),
        Optional.of("50 mm f/1.8"),
        Optional.of(new Location(-33.8568, 151.2153)),
        OptionalInt.of(6),
        OptionalInt.of(4),
        List.of("sea", "猫"),
        Optional.of("A title"),
        Optional.of("Two, words"));
  }

  @Test
  void everyFieldComesBack() throws Exception {
    List<PhotoMetadata> all =
        List.of(
            taken("2019-07-04T18:22:31.5", Optional.of(ZoneOffset.ofHours(2))),
            taken("2019-07-04T18:22", Optional.of(ZoneOffset.ofHoursMinutes(-3, -30))),
            taken("2019-07-04T00:00", Optional.of(ZoneOffset.UTC)),
            taken("1901-01-01T00:00:01", Optional.empty()),
            PhotoMetadata.NONE);
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, TestVectors.model(8))) {
      for (int i = 0; i < all.size(); i++) {
        IndexedImage plain = TestVectors.image(i);
        writer.put(
            new IndexedImage(
                plain.file(), Optional.of("f" + i), 4, 3, all.get(i), "img " + i + " beach"),
            TestVectors.random(1, 8, i).getFirst());
      }
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      for (int i = 0; i < all.size(); i++) {
        IndexedImage image = index.image(TestVectors.image(i).id()).orElseThrow();
        assertEquals(all.get(i), image.metadata());
        assertEquals("img " + i + " beach", image.words());
        assertEquals(Optional.of("f" + i), image.fingerprint());
      }
    }
  }
}
