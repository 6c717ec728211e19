package org.clipsearch.scenes;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When and where a scene is said to have been photographed.
 *
 * @param taken to the second, in the time of the place, in the years 2015 to 2025
 * @param place the name of a well-known place that looks like the background
 * @param latitude of some point near that place, in degrees, north of the equator above 0
 * @param longitude of that point, in degrees, east of Greenwich above 0
 */
public record Occasion(OffsetDateTime taken, String place, double latitude, double longitude) {
  private static final int FIRST_YEAR = 2015;
  private static final int LAST_YEAR = 2025;

  /** How far from the place, in degrees: about 3 km to the north. */
  private static final double NEARBY = 0.03;

  /** Keeps this from going along with what else the bare seed decides. */
  private static final long SALT = 0x2f1b6c0e94d7a853L;

  /**
   * That of a scene; the same for equal seeds, backgrounds, weathers and times of day.
   *
   * <p>There is snow in the local winter only. It is day from 9 to 16 h, sunset from 18 to 20 h,
   * and night from 22 to 3 h.
   */
  public static Occasion of(Scene scene) {
    SplittableRandom random = new SplittableRandom(scene.seed() ^ SALT);
    List<Place> places = Place.of(scene.background());
    Place place = places.get(random.nextInt(places.size()));
    boolean snow = scene.weather() == Weather.SNOW || scene.background() == Background.SNOWFIELD;
    LocalDate date = date(snow, place.latitude() < 0, random);
    LocalTime time = time(scene.time(), random);
    double latitude = place.latitude() + random.nextDouble(-NEARBY, NEARBY);
    double shrinking = Math.cos(Math.toRadians(latitude));
    double longitude = place.longitude() + random.nextDouble(-NEARBY, NEARBY) / shrinking;
    return new Occasion(
        ZonedDateTime.of(date, time, ZoneId.of(place.zone())).toOffsetDateTime(),
        place.name(),
        latitude,
        longitude);
  }

  private static LocalDate date(boolean snow, boolean south, SplittableRandom random) {
    int year = random.nextInt(FIRST_YEAR, LAST_YEAR + 1);
    // From December to February, or in one of the nine months that follow.
    int afterDecember = snow ? random.nextInt(3) : random.nextInt(3, 12);
    int afterJanuary = Math.floorMod(afterDecember - 1 + (south ? 6 : 0), 12);
    LocalDate first = LocalDate.of(year, afterJanuary + 1, 1);
    return first.withDayOfMonth(random.nextInt(first.lengthOfMonth()) + 1);
  }

  private static LocalTime time(TimeOfDay time, SplittableRandom random) {
    return switch (time) {
      case DAY -> within(9, 7, random);
      case SUNSET -> within(18, 2, random);
      case NIGHT -> within(22, 5, random);
    };
  }

  private static LocalTime within(int fromHour, int hours, SplittableRandom random) {
    return LocalTime.of(fromHour, 0).plusSeconds(random.nextInt(hours * 3600));
  }
}
