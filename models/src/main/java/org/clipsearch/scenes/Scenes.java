package org.clipsearch.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes scenes from seeds.
 *
 * <p>One in ten combinations of kind, colour and background is held out by a fixed rule, {@link
 * #isHeldOut}: {@link #of} never makes one, {@link #heldOut} makes nothing else. What is trained on
 * the first can be asked whether it puts together on the second what it has learned apart.
 */
public final class Scenes {
  private Scenes() {}

  /** A scene of combinations that are not held out. */
  public static Scene of(long seed) {
    return make(seed, false);
  }

  /** A scene of combinations that are held out. */
  public static Scene heldOut(long seed) {
    return make(seed, true);
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
      Kind kind = any(Kind.values(), random);
      Colour colour = any(Colour.values(), random);
      boolean again = looks.stream().anyMatch(look -> look.kind() == kind);
      if (!again && isHeldOut(kind, colour, background) == heldOut) {
        looks.add(new Layout.Look(kind, colour));
      }
    }
    if (groups == 1) {
      List<Group> alone = List.of(Layout.alone(looks.getFirst(), random));
      return new Scene(seed, background, weather, time, alone, Optional.empty());
    }
    Layout.Pair pair = Layout.pair(looks.getFirst(), looks.getLast(), random);
    return new Scene(seed, background, weather, time, pair.groups(), Optional.of(pair.relation()));
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
