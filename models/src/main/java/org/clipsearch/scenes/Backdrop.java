package org.clipsearch.scenes;

import java.awt.Graphics2D;

/**
 * What is around the objects of a scene.
 *
 * <p>The picture's central square is from (0, 0) to (1, 1).
 */
final class Backdrop {
  private static final long LAND = 0x1a2b3c4d5e6f7081L;
  private static final long WEATHER = 0x5bd1e995a3c7f20fL;

  private Backdrop() {}

  /** Paints what is behind the objects. */
  static void paint(Graphics2D g, Scene scene) {
    Brush brush = new Brush(g, scene, LAND);
    switch (scene.background()) {
      case BEACH -> Waterside.beach(brush);
      case DESERT -> Wilds.desert(brush);
      case FOREST -> Woods.forest(brush);
      case MEADOW -> Country.meadow(brush);
      case MOUNTAINS -> Wilds.mountains(brush);
      case CITY -> Town.city(brush);
      case SNOWFIELD -> Wilds.snowfield(brush);
      case LAKE -> Waterside.lake(brush);
      case WHEAT_FIELD -> Country.wheatField(brush);
      case GARDEN -> Country.garden(brush);
      case STREET -> Town.street(brush);
      case JUNGLE -> Woods.jungle(brush);
      case LIVING_ROOM -> Enclosed.livingRoom(brush);
      case UNDERWATER -> Enclosed.underwater(brush);
    }
    if (brush.light().weather() == Weather.SNOW) {
      WeatherVeil.patches(brush);
    }
  }

  /** Paints what lies over the objects. */
  static void paintWeather(Graphics2D g, Scene scene) {
    WeatherVeil.paint(new Brush(g, scene, WEATHER));
  }
}
