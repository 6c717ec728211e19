package org.clipsearch.cli;

import static org.clipsearch.scenes.Background.MOUNTAINS;
import static org.clipsearch.scenes.Background.SNOWFIELD;
import static org.clipsearch.scenes.Colour.BLACK;
import static org.clipsearch.scenes.Colour.GREEN;
import static org.clipsearch.scenes.Colour.RED;
import static org.clipsearch.scenes.Colour.YELLOW;
import static org.clipsearch.scenes.Kind.BIRD;
import static org.clipsearch.scenes.Kind.COOK;
import static org.clipsearch.scenes.Kind.DOG;
import static org.clipsearch.scenes.Kind.TRAIN;
import static org.clipsearch.scenes.Kind.UMBRELLA;
import static org.clipsearch.scenes.TimeOfDay.SUNSET;
import static org.clipsearch.scenes.Weather.RAIN;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.clipsearch.scenes.Background;
import org.clipsearch.scenes.Claim;
import org.clipsearch.scenes.Colour;
import org.clipsearch.scenes.Kind;
import org.clipsearch.scenes.TimeOfDay;
import org.clipsearch.scenes.Weather;

/**
 * A search that the demo shows.
 *
 * @param english what a Chinese text says; empty where the text is English
 * @param claim holds for those scenes that are a right answer
 */
record DemoSearch(String text, String english, Claim claim) {
  /** From a thing and its colour to what takes counting, or three things at once. */
  static final List<DemoSearch> ALL =
      List.of(
          new DemoSearch("a red bird", "", some(BIRD, RED)),
          new DemoSearch("穿绿色衣服的厨师", "a cook in green", some(COOK, GREEN)),
          new DemoSearch("a yellow umbrella in the rain", "", in(RAIN, some(UMBRELLA, YELLOW))),
          new DemoSearch(
              "雪地里有一只黑色的狗", "a black dog in the snow", in(SNOWFIELD, counted(1, DOG, BLACK))),
          new DemoSearch(
              "a train in the mountains at sunset", "", at(SUNSET, in(MOUNTAINS, some(TRAIN)))),
          new DemoSearch("两只红色的鸟", "two red birds", counted(2, BIRD, RED)));

  /** One or more. */
  private static Claim some(Kind kind, Colour colour) {
    return claim(kind, Optional.of(colour), OptionalInt.empty());
  }

  private static Claim some(Kind kind) {
    return claim(kind, Optional.empty(), OptionalInt.empty());
  }

  private static Claim counted(int count, Kind kind, Colour colour) {
    return claim(kind, Optional.of(colour), OptionalInt.of(count));
  }

  private static Claim claim(Kind kind, Optional<Colour> colour, OptionalInt count) {
    Claim.Subject subject =
        new Claim.Subject(kind, colour, count, Optional.empty(), Optional.empty());
    return new Claim(
        List.of(subject), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Claim in(Background where, Claim claim) {
    return new Claim(
        claim.subjects(), claim.relation(), Optional.of(where), claim.weather(), claim.time());
  }

  private static Claim in(Weather weather, Claim claim) {
    return new Claim(
        claim.subjects(), claim.relation(), claim.background(), Optional.of(weather), claim.time());
  }

  private static Claim at(TimeOfDay time, Claim claim) {
    return new Claim(
        claim.subjects(), claim.relation(), claim.background(), claim.weather(), Optional.of(time));
  }
}
