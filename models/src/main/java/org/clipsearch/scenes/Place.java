package org.clipsearch.scenes;

import java.util.List;

/**
 * A place on earth that looks like a background.
 *
 * @param latitude in degrees, north of the equator above 0
 * @param longitude in degrees, east of Greenwich above 0
 * @param zone the name of the time zone
 */
record Place(Background background, String name, double latitude, double longitude, String zone) {
  private static final List<Place> ALL =
      List.of(
          new Place(Background.BEACH, "Copacabana", -22.971, -43.182, "America/Sao_Paulo"),
          new Place(Background.BEACH, "Bondi Beach", -33.891, 151.277, "Australia/Sydney"),
          new Place(Background.DESERT, "Sahara", 31.15, -3.98, "Africa/Casablanca"),
          new Place(Background.DESERT, "Gobi", 43.77, 102.20, "Asia/Ulaanbaatar"),
          new Place(Background.FOREST, "Black Forest", 48.30, 8.15, "Europe/Berlin"),
          new Place(Background.FOREST, "Bialowieza Forest", 52.70, 23.87, "Europe/Warsaw"),
          new Place(Background.MEADOW, "Seiser Alm", 46.54, 11.62, "Europe/Rome"),
          new Place(Background.MEADOW, "Xilingol", 43.95, 116.05, "Asia/Shanghai"),
          new Place(Background.MOUNTAINS, "Alps", 45.976, 7.658, "Europe/Zurich"),
          new Place(Background.MOUNTAINS, "Himalayas", 27.988, 86.925, "Asia/Kathmandu"),
          new Place(Background.CITY, "Shanghai", 31.230, 121.474, "Asia/Shanghai"),
          new Place(Background.CITY, "New York", 40.758, -73.986, "America/New_York"),
          new Place(Background.SNOWFIELD, "Hokkaido", 43.34, 142.38, "Asia/Tokyo"),
          new Place(Background.SNOWFIELD, "Hulunbuir", 49.21, 119.74, "Asia/Shanghai"),
          new Place(Background.LAKE, "West Lake", 30.245, 120.145, "Asia/Shanghai"),
          new Place(Background.LAKE, "Lake Tahoe", 39.10, -120.03, "America/Los_Angeles"),
          new Place(Background.WHEAT_FIELD, "Beauce", 48.20, 1.70, "Europe/Paris"),
          new Place(Background.WHEAT_FIELD, "Kansas", 38.50, -98.50, "America/Chicago"),
          new Place(Background.GARDEN, "Gardens of Suzhou", 31.326, 120.626, "Asia/Shanghai"),
          new Place(Background.GARDEN, "Kew Gardens", 51.478, -0.295, "Europe/London"),
          new Place(Background.STREET, "Paris", 48.870, 2.307, "Europe/Paris"),
          new Place(Background.STREET, "Tokyo", 35.671, 139.765, "Asia/Tokyo"),
          new Place(Background.JUNGLE, "Amazon", -2.95, -59.95, "America/Manaus"),
          new Place(Background.JUNGLE, "Borneo", 4.96, 117.80, "Asia/Kuching"),
          new Place(Background.LIVING_ROOM, "London", 51.507, -0.128, "Europe/London"),
          new Place(Background.LIVING_ROOM, "Beijing", 39.904, 116.407, "Asia/Shanghai"),
          new Place(
              Background.UNDERWATER, "Great Barrier Reef", -18.286, 147.700, "Australia/Brisbane"),
          new Place(Background.UNDERWATER, "Red Sea", 27.73, 34.26, "Africa/Cairo"));

  /** The places that look like a background, one at least. */
  static List<Place> of(Background background) {
    return ALL.stream().filter(place -> place.background == background).toList();
  }
}
