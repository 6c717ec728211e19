package org.clipsearch.scenes;

import java.awt.Color;

/** What weather and time of day lay over the land and the objects on it. */
final class WeatherVeil {
  private WeatherVeil() {}

  /** Fallen snow: patches only, lest all land be taken for a snowfield. */
  static void patches(Brush brush) {
    Outline patches = new Outline();
    for (int i = 0; i < 22; i++) {
      double x = brush.anywhere();
      double y = brush.between(0.66, 1.2);
      double r = brush.between(0.03, 0.07) + 0.06 * (y - 0.66);
      patches.oval(x, y, r, 0.22 * r).oval(x + 0.6 * r, y + 0.1 * r, 0.8 * r, 0.2 * r);
    }
    brush.fill(patches, brush.light().air(0xf4f7fb));
  }

  static void paint(Brush brush) {
    switch (brush.light().time()) {
      case DAY -> {}
      case SUNSET -> brush.wash(new Color(0x10ff8030, true));
      case NIGHT -> brush.wash(new Color(0x1a0c1848, true));
    }
    switch (brush.light().weather()) {
      case CLEAR, CLOUDY -> {}
      case RAIN -> rain(brush);
      case SNOW -> snow(brush);
      case FOG -> fog(brush);
    }
  }

  private static void rain(Brush brush) {
    double slant = brush.between(0.2, 0.4) * (brush.chance(0.5) ? 1 : -1);
    // Two shades, of which one shows on light ground and one on dark.
    brush.fill(streaks(brush, slant), new Color(0xa05080c0, true));
    brush.fill(streaks(brush, slant), new Color(0xc8cfe4fa, true));
  }

  private static Outline streaks(Brush brush, double slant) {
    Outline streaks = new Outline();
    for (int i = 0; i < 110; i++) {
      double x = brush.anywhere();
      double y = brush.between(Brush.TOP, Brush.BOTTOM);
      double length = brush.between(0.05, 0.09);
      double end = x - slant * length;
      streaks.polygon(x, y, x + 0.008, y, end + 0.008, y + length, end, y + length);
    }
    return streaks;
  }

  private static void snow(Brush brush) {
    Outline rims = new Outline();
    Outline flakes = new Outline();
    for (int i = 0; i < 160; i++) {
      double x = brush.anywhere();
      double y = brush.between(Brush.TOP, Brush.BOTTOM);
      double r = brush.between(0.006, 0.014);
      rims.oval(x, y, r + 0.004, r + 0.004);
      flakes.oval(x, y, r, r);
    }
    brush.fill(rims, new Color(0x607888a0, true));
    brush.fill(flakes, Color.WHITE);
  }

  private static void fog(Brush brush) {
    Color fog = brush.light().air(0xe2e5e8);
    Color thick = Light.transparent(fog, 0.38);
    brush.wash(Brush.gradient(0.55, thick, 1, Light.transparent(fog, 0.25)));
  }
}
