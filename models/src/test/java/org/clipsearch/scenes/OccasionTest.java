package org.clipsearch.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OccasionTest {
  private static final int MANY = 20_000;
  private static final double EARTH_RADIUS_KM = 6371;

  @Test
  void theSameSceneGivesTheSameOccasion() {
    forMany((scene, occasion) -> assertEquals(occasion, Occasion.of(scene)));
  }

  @Test
  void hoursFitTheTimeOfDay() {
    Set<Integer> hours = new HashSet<>();
    forMany(
        (scene, occasion) -> {
          int hour = occasion.taken().getHour();
          hours.add(hour);
          assertTrue(
              switch (scene.time()) {
                case DAY -> hour >= 9 && hour < 16;
                case SUNSET -> hour >= 18 && hour < 20;
                // Where the clock is put forward at 2 h, it shows 3 then.
                case NIGHT -> hour >= 22 || hour <= 3;
              },
              () -> scene + " at " + occasion);
        });
    assertTrue(hours.size() >= 14, hours::toString);
  }

  @Test
  void yearsAreAllThoseFrom2015To2025() {
    Set<Integer> years = new HashSet<>();
    Set<Integer> days = new HashSet<>();
    forMany(
        (scene, occasion) -> {
          LocalDate date = occasion.taken().toLocalDate();
          years.add(date.getYear());
          days.add(date.getDayOfMonth());
        });
    assertEquals(Set.copyOf(IntStream.rangeClosed(2015, 2025).boxed().toList()), years);
    assertEquals(31, days.size());
  }

  @Test
  void thereIsSnowInTheLocalWinterOnly() {
    Set<Integer> months = new HashSet<>();
    forMany(
        (scene, occasion) -> {
          int month = occasion.taken().getMonthValue();
          months.add(month);
          boolean winter =
              List.of(12, 1, 2).contains(occasion.latitude() > 0 ? month : (month + 5) % 12 + 1);
          boolean snow =
              scene.weather() == Weather.SNOW || scene.background() == Background.SNOWFIELD;
          assertEquals(snow, winter, () -> scene + " at " + occasion);
        });
    assertEquals(12, months.size());
  }

  @Test
  void placesAreThoseOfTheBackground() {
    Set<String> seen = new HashSet<>();
    forMany(
        (scene, occasion) -> {
          Place place =
              Place.of(scene.background()).stream()
                  .filter(p -> p.name().equals(occasion.place()))
                  .findFirst()
                  .orElseThrow();
          seen.add(place.name());
          double north = Math.toRadians(occasion.latitude() - place.latitude());
          double east =
              Math.toRadians(occasion.longitude() - place.longitude())
                  * Math.cos(Math.toRadians(place.latitude()));
          assertTrue(EARTH_RADIUS_KM * Math.hypot(north, east) < 5, () -> scene + ": " + occasion);
        });
    assertEquals(2 * Background.values().length, seen.size());
  }

  private static void forMany(BiConsumer<Scene, Occasion> check) {
    for (long seed = 0; seed < MANY; seed++) {
      Scene scene = Scenes.of(seed);
      check.accept(scene, Occasion.of(scene));
    }
  }
}
