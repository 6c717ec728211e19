package org.clipsearch.scenes;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Scenes that none would paint, but of which all sorts of things are true. */
final class SceneMaker {
  private static final Figure ANYWHERE = new Figure(0.5, 0.5, 0.3, false);

  private SceneMaker() {}

  static Scene random(SplittableRandom random) {
    Background background = any(Background.values(), random);
    boolean two = random.nextBoolean();
    return new Scene(
        random.nextLong(),
        background,
        background.openSky() ? any(Weather.values(), random) : Weather.CLEAR,
        background.openSky() ? any(TimeOfDay.values(), random) : TimeOfDay.DAY,
        Stream.generate(() -> group(random)).limit(two ? 2 : 1).toList(),
        two ? Optional.of(any(Relation.values(), random)) : Optional.empty());
  }

  /** Small groups on the left. */
  static Group group(int count, Colour colour, Kind kind) {
    return new Group(kind, colour, Size.SMALL, Position.LEFT, Collections.nCopies(count, ANYWHERE));
  }

  /** On a beach in the rain at night. */
  static Scene scene(Relation relation, Group first, Group second) {
    return new Scene(
        1,
        Background.BEACH,
        Weather.RAIN,
        TimeOfDay.NIGHT,
        List.of(first, second),
        Optional.of(relation));
  }

  private static Group group(SplittableRandom random) {
    return new Group(
        any(Kind.values(), random),
        any(Colour.values(), random),
        any(Size.values(), random),
        any(Position.values(), random),
        Collections.nCopies(random.nextInt(1, Group.MAX_COUNT + 1), ANYWHERE));
  }

  private static <T> T any(T[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }
}
