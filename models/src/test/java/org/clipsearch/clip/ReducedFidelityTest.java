package org.clipsearch.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.clipsearch.Reference;
import org.clipsearch.TestImages;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.Decoding;
import org.clipsearch.image.ImageDecoder;
import org.clipsearch.image.RgbImage;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.Scenes;
import org.clipsearch.store.FetchListener;
import org.clipsearch.store.ModelStore;
import org.clipsearch.weights.Checkpoint;
import org.junit.jupiter.api.Test;

/**
 * What decoding at reduced size changes in the vectors of 12-megapixel JPEGs. Writes {@code
 * target/reduced-decode.md}, with times that mean something only where nothing else runs.
 */
class ReducedFidelityTest {
  private static final double LEAST_COSINE = 0.995;
  private static final int WIDTH = 4000;
  private static final int HEIGHT = 3000;

  /** Of each kind; the recorded result has more of them. */
  private static final int PICTURES = Integer.getInteger("clipsearch.pictures", 3);

  private final Map<String, List<Double>> cosines = new TreeMap<>();
  private final Map<String, Long> nanos = new TreeMap<>();

  @Test
  void drawnScenesKeepTheirVectors() throws Exception {
    Checkpoint bundled = ModelStore.ofUser(FetchListener.SILENT).open(ModelStore.BUNDLED);
    try (ImageTower tower = tower(bundled)) {
      for (int i = 0; i < PICTURES; i++) {
        compare(
            "drawn scene", SceneFile.jpeg(Scenes.of(i), WIDTH, HEIGHT), Map.of("bundled", tower));
      }
    }
    report("reduced-decode-scenes.md");
  }

  @Test
  void photographsKeepTheirVectors() throws Exception {
    Reference.assumePresent();
    Map<String, ImageTower> towers = new TreeMap<>();
    try {
      for (String name : Reference.CHECKPOINTS) {
        towers.put(name, tower(Checkpoint.open(Reference.checkpoint(name))));
      }
      List<BufferedImage> photographs = photographs();
      for (int i = 0; i < PICTURES; i++) {
        compare("mosaic of 64", encoded(photographs, 64 * i, 8), towers);
        compare("single, enlarged", encoded(photographs, i, 1), towers);
      }
    } finally {
      towers.values().forEach(ImageTower::close);
    }
    report("reduced-decode-photographs.md");
  }

  private static ImageTower tower(Checkpoint checkpoint) throws Exception {
    return ImageTower.load(checkpoint, Compute.of("cpu", "float32"));
  }

  /** In an order that puts different ones beside each other. */
  private static List<BufferedImage> photographs() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Reference.image("photos"))) {
      files = new ArrayList<>(all.sorted().toList());
    }
    Collections.shuffle(files, new Random(1));
    List<BufferedImage> photographs = new ArrayList<>();
    for (Path file : files) {
      photographs.add(ImageIO.read(file.toFile()));
    }
    return photographs;
  }

  /** So many photographs a side, each stretched to its place. */
  private static byte[] encoded(List<BufferedImage> photographs, int first, int side)
      throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    for (int i = 0; i < side * side; i++) {
      BufferedImage photograph = photographs.get((first + i) % photographs.size());
      int x = i % side * (WIDTH / side);
      int row = i / side;
      g.drawImage(photograph, x, row * (HEIGHT / side), WIDTH / side, HEIGHT / side, null);
    }
    g.dispose();
    return TestImages.encode(picture, "jpg");
  }

  private void compare(String kind, byte[] jpeg, Map<String, ImageTower> towers)
      throws IOException {
    RgbImage exact = timed("exact", jpeg, Decoding.EXACT, 1);
    for (int reduction = 2; reduction <= 8; reduction *= 2) {
      RgbImage reduced = timed("1/" + reduction, jpeg, Decoding.DEFAULT, HEIGHT / reduction / 2);
      assertEquals(WIDTH / reduction, reduced.width());
      towers.forEach(
          (name, tower) -> {
            double cosine = embed(tower, exact).cosine(embed(tower, reduced));
            String row = "%s | %s | 1/%d".formatted(name, kind, WIDTH / reduced.width());
            cosines.computeIfAbsent(row, r -> new ArrayList<>()).add(cosine);
          });
    }
    for (ImageTower tower : towers.values()) {
      double cosine = embed(tower, exact).cosine(embed(tower, tower.decode(jpeg)));
      assertTrue(cosine >= LEAST_COSINE, kind + ": " + cosine);
      assertTrue(tower.decode(jpeg).width() < WIDTH, "reduced");
    }
  }

  private static Embedding embed(ImageTower tower, RgbImage image) {
    return tower.embed(List.of(tower.prepare(image))).getFirst();
  }

  private RgbImage timed(String what, byte[] jpeg, Decoding decoding, int side) throws IOException {
    long start = System.nanoTime();
    RgbImage image = ImageDecoder.decode(jpeg, decoding, side);
    nanos.merge(what, System.nanoTime() - start, Long::sum);
    return image;
  }

  private void report(String file) throws IOException {
    StringBuilder table =
        new StringBuilder("| model | pictures | scale | least | median |\n|---|---|---|---|---|\n");
    cosines.forEach(
        (row, values) -> {
          Collections.sort(values);
          double median = values.get(values.size() / 2);
          table.append(
              String.format(Locale.ROOT, "| %s | %.5f | %.5f |%n", row, values.getFirst(), median));
        });
    long pictures = (long) PICTURES * (cosines.containsKey("bundled | drawn scene | 1/8") ? 1 : 2);
    nanos.forEach(
        (what, sum) ->
            table.append(
                String.format(Locale.ROOT, "%n%s: %.1f ms a picture", what, sum / 1e6 / pictures)));
    Files.writeString(Path.of("target", file), table.append('\n'));
  }
}
