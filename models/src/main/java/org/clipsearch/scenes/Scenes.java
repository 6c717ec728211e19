package org.clipsearch.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes scenes from seeds.
 *
 * <p>One in ten combinations of kind, colour and background is held out by a fixed rule, {@link
 * #isHeldOut}: {@link #of} never makes one, {@link #heldOut} makes nothing else. What is trained on
 * the first can be asked whether it puts together on the second what it has learned apart.
 */
public final class Scenes {
  /** Nobody counts trees in a forest: what a background is full of is no object before it. */
  private static final Map<Background, Kind> FULL_OF =
      Map.of(
          Background.FOREST, Kind.TREE,
          Background.JUNGLE, Kind.TREE,
          Background.SNOWFIELD, Kind.TREE,
          Background.CITY, Kind.SKYSCRAPER,
          Background.STREET, Kind.HOUSE,
          Background.GARDEN, Kind.FLOWER);

  private Scenes() {}

  /** A scene of combinations that are not held out. */
  public static Scene of(long seed) {
    return make(seed, false);
  }

  /** A scene of combinations that are held out. */
  public static Scene heldOut(long seed) {
    return make(seed, true);
  }

  /**
   * A scene that is easily taken for another: with its background, weather and time, and with the
   * same objects laid out anew, so that counts, sizes and places may differ; of one group either
   * the colour may be another one, or the kind another one of its category. Held out if the other
   * is.
   */
  public static Scene lookalike(Scene scene, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Layout.Look> looks = new ArrayList<>();
    scene.groups().forEach(group -> looks.add(new Layout.Look(group.kind(), group.colour())));
    Layout.Look changed = looks.remove(random.nextInt(looks.size()));
    looks.add(lookalike(changed, looks, scene.background(), random));
    Layout.Laid laid = Layout.of(looks, random);
    return new Scene(
        seed, scene.background(), scene.weather(), scene.time(), laid.groups(), laid.relation());
  }

  private static Layout.Look lookalike(
      Layout.Look look, List<Layout.Look> beside, Background background, SplittableRandom random) {
    boolean heldOut = isHeldOut(look, background);
    double share = random.nextDouble();
    Layout.Look other;
    do {
      Kind kind = share < 0.3 ? any(Kind.values(), random) : look.kind();
      Colour colour = share > 0.7 ? any(Colour.values(), random) : look.colour();
      other = new Layout.Look(kind, colour);
    } while (other.kind().category() != look.kind().category()
        || !fits(other, beside, background)
        || isHeldOut(other, background) != heldOut);
    return other;
  }

  /** Whether a combination is kept out of {@link #of}. */
  @SuppressWarnings("EnumOrdinal") // any fixed numbering would do
  public static boolean isHeldOut(Kind kind, Colour colour, Background background) {
    // Steps that share no factor with ten, so that each kind, colour and background loses its part.
    return (7 * kind.ordinal() + 9 * colour.ordinal() + 3 * background.ordinal()) % 10 == 0;
  }

  private static Scene make(long seed, boolean heldOut) {
    SplittableRandom random = new SplittableRandom(seed);
    Background background = any(Background.values(), random);
    Weather weather = weather(background, random);
    TimeOfDay time = time(background, random);
    List<Layout.Look> looks = new ArrayList<>();
    int groups = random.nextDouble() < 0.55 ? 1 : 2;
    while (looks.size() < groups) {
      Layout.Look look = new Layout.Look(any(Kind.values(), random), any(Colour.values(), random));
      if (fits(look, looks, background) && isHeldOut(look, background) == heldOut) {
        looks.add(look);
      }
    }
    Layout.Laid laid = Layout.of(looks, random);
    return new Scene(seed, background, weather, time, laid.groups(), laid.relation());
  }

  private static boolean fits(Layout.Look look, List<Layout.Look> beside, Background background) {
    return look.kind() != FULL_OF.get(background)
        && beside.stream().noneMatch(other -> other.kind() == look.kind());
  }

  private static boolean isHeldOut(Layout.Look look, Background background) {
    return isHeldOut(look.kind(), look.colour(), background);
  }

  private static Weather weather(Background background, SplittableRandom random) {
    boolean clear = !background.openSky() || random.nextDouble() < 0.3;
    return clear ? Weather.CLEAR : any(Weather.values(), random);
  }

  private static TimeOfDay time(Background background, SplittableRandom random) {
    boolean day = !background.openSky() || random.nextDouble() < 0.3;
    return day ? TimeOfDay.DAY : any(TimeOfDay.values(), random);
  }

  static <T> T any(T[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }
}
