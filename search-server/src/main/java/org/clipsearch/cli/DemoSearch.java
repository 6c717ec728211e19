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
import org.clipsearch.scenes.Claim;

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
          new DemoSearch("a red bird", "", Claim.of(RED, BIRD)),
          new DemoSearch("穿绿色衣服的厨师", "a cook in green", Claim.of(GREEN, COOK)),
          new DemoSearch("a yellow umbrella in the rain", "", Claim.of(YELLOW, UMBRELLA).in(RAIN)),
          new DemoSearch(
              "雪地里有一只黑色的狗", "a black dog in the snow", Claim.of(1, BLACK, DOG).in(SNOWFIELD)),
          new DemoSearch(
              "a train in the mountains at sunset", "", Claim.of(TRAIN).in(MOUNTAINS).at(SUNSET)),
          new DemoSearch("两只红色的鸟", "two red birds", Claim.of(2, RED, BIRD)));
}
