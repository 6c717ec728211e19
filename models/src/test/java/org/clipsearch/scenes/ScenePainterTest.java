package org.clipsearch.scenes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScenePainterTest {
  private static final int SIDE = 96;

  @Test
  void theSameSceneGivesTheSamePixelsInAnyThread() {
    List<Scene> scenes = LongStream.range(0, 50).mapToObj(Scenes::of).toList();
    List<CompletableFuture<List<int[]>>> threads =
        List.of(
            CompletableFuture.supplyAsync(() -> paint(scenes)),
            CompletableFuture.supplyAsync(() -> paint(scenes)));
    List<int[]> here = paint(scenes);
    for (var thread : threads) {
      List<int[]> there = thread.join();
      for (int i = 0; i < scenes.size(); i++) {
        assertArrayEquals(here.get(i), there.get(i), scenes.get(i)::toString);
      }
    }
  }

  @Test
  void anotherSeedGivesAnotherPictureOfTheSame() {
    Scene scene = scene(1, Background.MEADOW, List.of(large(Kind.CAT, Colour.RED)));
    Scene other = scene(2, Background.MEADOW, scene.groups());
    assertFalse(Arrays.equals(pixels(scene, SIDE, SIDE), pixels(other, SIDE, SIDE)));
  }

  @Test
  void skyReachesAllEdges() {
    Scene scene = scene(1, Background.BEACH, List.of());
    for (int[] size : List.of(new int[] {640, 480}, new int[] {480, 640}, new int[] {401, 299})) {
      BufferedImage image = ScenePainter.paint(scene, size[0], size[1]);
      for (int x : List.of(0, size[0] - 1)) {
        assertEquals(image.getRGB(size[0] / 2, 0), image.getRGB(x, 0), "x " + x);
      }
    }
  }

  @Test
  void everyKindIsMainlyOfItsColour() {
    long seed = 0;
    for (Kind kind : Kind.values()) {
      for (Colour colour : Colour.values()) {
        seed++;
        int[] with =
            pixels(scene(seed, Background.MEADOW, List.of(large(kind, colour))), SIDE, SIDE);
        int[] without = pixels(scene(seed, Background.MEADOW, List.of()), SIDE, SIDE);
        assertEquals(colour, nearest(commonestChange(with, without)), kind::name);
      }
    }
  }

  /** But for what leaning, outlines and shadows add. */
  @Test
  void everyKindKeepsToItsFigure() {
    for (Kind kind : Kind.values()) {
      for (long seed = 0; seed < 10; seed++) {
        Scene scene = scene(seed, Background.MEADOW, List.of(large(kind, Colour.RED)));
        Figure figure = scene.groups().getFirst().figures().getFirst();
        int[] with = pixels(scene, SIDE, SIDE);
        int[] without = pixels(scene(seed, Background.MEADOW, List.of()), SIDE, SIDE);
        for (int y = 0; y < SIDE; y++) {
          for (int x = 0; x < SIDE; x++) {
            if (with[y * SIDE + x] != without[y * SIDE + x]) {
              double aside = Math.abs((x + 0.5) / SIDE - figure.x()) / figure.height();
              double above = (figure.y() - (y + 0.5) / SIDE) / figure.height();
              assertTrue(
                  aside < 0.65 && above < 1.1 && above > -0.12,
                  () -> kind + " by " + aside + ", " + above);
            }
          }
        }
      }
    }
  }

  @Test
  void everyBackgroundWeatherAndTimeIsPaintedInItsOwnWay() {
    Map<List<Integer>, String> seen = new HashMap<>();
    for (Background background : Background.values()) {
      for (Weather weather : Weather.values()) {
        for (TimeOfDay time : TimeOfDay.values()) {
          if (background.openSky() || (weather == Weather.CLEAR && time == TimeOfDay.DAY)) {
            Scene scene = new Scene(1, background, weather, time, List.of(), Optional.empty());
            String before = seen.put(list(pixels(scene, SIDE, SIDE)), scene.toString());
            assertTrue(before == null, () -> scene + " looks like " + before);
          }
        }
      }
    }
  }

  @Test
  void everyShapeOfPictureHasTheSameSquareInItsMiddle() {
    for (long seed = 0; seed < 100; seed++) {
      Scene scene = Scenes.of(seed);
      BufferedImage square = ScenePainter.paint(scene, SIDE, SIDE);
      BufferedImage wide = ScenePainter.paint(scene, SIDE * 3 / 2, SIDE);
      BufferedImage high = ScenePainter.paint(scene, SIDE, SIDE * 3 / 2);
      assertEquals("144 x 96", wide.getWidth() + " x " + wide.getHeight());
      assertEquals("96 x 144", high.getWidth() + " x " + high.getHeight());
      assertAlike(square, wide.getSubimage(SIDE / 4, 0, SIDE, SIDE));
      assertAlike(square, high.getSubimage(0, SIDE / 4, SIDE, SIDE));
    }
  }

  /** But for some pixels at edges of shapes. */
  private static void assertAlike(BufferedImage expected, BufferedImage actual) {
    int[] a = rgb(expected);
    int[] b = rgb(actual);
    long others = IntStream.range(0, a.length).filter(i -> distance(a[i], b[i]) > 200).count();
    assertTrue(others < 0.005 * a.length, () -> others + " pixels differ");
  }

  private static Group large(Kind kind, Colour colour) {
    Figure figure = new Figure(0.5, 0.9, 0.6, false);
    return new Group(kind, colour, Size.LARGE, Position.MIDDLE, List.of(figure));
  }

  private static Scene scene(long seed, Background background, List<Group> groups) {
    return new Scene(seed, background, Weather.CLEAR, TimeOfDay.DAY, groups, Optional.empty());
  }

  private static List<int[]> paint(List<Scene> scenes) {
    return scenes.stream().map(scene -> pixels(scene, SIDE, SIDE)).toList();
  }

  private static int[] pixels(Scene scene, int width, int height) {
    return rgb(ScenePainter.paint(scene, width, height));
  }

  private static int[] rgb(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Of the pixels that differ; shapes are filled evenly, so that this is a shape's colour. */
  private static int commonestChange(int[] with, int[] without) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < with.length; i++) {
      if (with[i] != without[i]) {
        counts.merge(with[i], 1, Integer::sum);
      }
    }
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** By the shades that drawings have of each colour for their light and dark sides. */
  private static Colour nearest(int rgb) {
    return Arrays.stream(Colour.values())
        .min(
            Comparator.comparingInt(
                colour -> {
                  Color main = new Color(colour.rgb());
                  return Math.min(
                      distance(main.getRGB(), rgb), distance(Pigment.DARK.on(main).getRGB(), rgb));
                }))
        .orElseThrow();
  }

  private static int distance(int a, int b) {
    int red = (a >> 16 & 0xff) - (b >> 16 & 0xff);
    int green = (a >> 8 & 0xff) - (b >> 8 & 0xff);
    int blue = (a & 0xff) - (b & 0xff);
    return red * red + green * green + blue * blue;
  }
}
