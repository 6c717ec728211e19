package org.clipsearch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ways are given, and what they count. */
class WaysTest {
  @TempDir Path folder;

  /** Takes files of a single byte for pictures; remembers its batches. */
  private static final class OneByte implements ImageEmbedder {
    private final List<Integer> batches = new ArrayList<>();

    @Override
    public RgbImage decode(byte[] file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedImage prepare(RgbImage image) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedImage prepare(byte[] file) throws ImageException {
      if (file.length != 1) {
        throw new ImageException("no picture");
      }
      return new PreparedImage(1, 1, file);
    }

    @Override
    public synchronized List<Embedding> embed(List<PreparedImage> images) {
      batches.add(images.size());
      return images.stream().map(image -> Embedding.of(1)).toList();
    }
  }

  private void write(String name, int bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
  }

  @Test
  void jpegsAreFoundInAnyCaseAndBelow() throws IOException {
    for (String name : List.of("b.jpg", "a.JPEG", "c.png", "d/e.Jpg", "d/f.jpg.txt", ".g/h.jpg")) {
      write(name, 1);
    }
    List<String> found =
        Jpegs.in(folder).stream().map(file -> folder.relativize(file).toString()).toList();
    assertEquals(List.of("a.JPEG", "b.jpg", "d/e.Jpg"), found);
  }

  @Test
  void plainWayEmbedsEightAtOnceAndCountsWhatItCannotRead() throws IOException {
    for (int i = 0; i < 21; i++) {
      write("%02d.jpg".formatted(i), i % 10 == 3 ? 0 : 1);
    }
    OneByte model = new OneByte();
    Embedded embedded = PlainWay.embed(Jpegs.in(folder), model);
    assertEquals(19, embedded.images());
    assertEquals(2, embedded.skipped());
    assertEquals(List.of(8, 8, 3), model.batches);
  }

  @Test
  void floorsEmbedWholeBatchesOfWhatCanBeRead() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("%03d.jpg".formatted(i), i == 0 ? 2 : 1);
    }
    OneByte model = new OneByte();
    Floors floors = Floors.measure(Jpegs.in(folder), model);
    assertEquals(Collections.nCopies(2 * 8, 32), model.batches, "to warm up, and measured");
    assertTrue(floors.decoded() > 0 && floors.embedded() > 0, floors.toString());
    assertEquals(24, new Floors(40, 60).together(), 1e-9);
  }

  @Test
  void sharpSaysWhatIsMissing() throws Exception {
    String nothing = new SharpWay(folder).obstacle().orElseThrow();
    assertEquals("its script is not in " + folder + ", as it is in a clone", nothing);
    Files.writeString(folder.resolve("package.json"), "{}");
    String missing = new SharpWay(folder).obstacle().orElseThrow();
    assertTrue(
        missing.equals("to get it: (cd " + folder + " && npm ci --ignore-scripts)")
            || missing.startsWith("it needs Node"),
        missing);
  }
}
