package org.clipsearch.scenes;

import java.awt.Color;

/** The sky of a scene, down to the horizon and behind it. */
final class Sky {
  private static final double[] CRESCENT = {
    0, -1, -1, -0.9, -1, 0, -1, 0.9, 0, 1, 1, 0.9, 1, 0.3, -0.5, 0.5, 0, -1
  };

  private Sky() {}

  static void paint(Brush brush, double horizon) {
    Light light = brush.light();
    brush.wash(Brush.gradient(0, light.zenith(), horizon, light.horizon()));
    boolean seenThrough = light.weather() == Weather.CLEAR || light.weather() == Weather.CLOUDY;
    if (seenThrough) {
      switch (light.time()) {
        case DAY -> sun(brush);
        case SUNSET -> lowSun(brush, horizon);
        case NIGHT -> moonAndStars(brush, horizon);
      }
    }
    switch (light.weather()) {
      case CLOUDY -> clouds(brush, horizon, 0xa9b4c2, 0xf1f4f8);
      case RAIN -> clouds(brush, horizon, 0x4d5762, 0x636e7a);
      case SNOW -> clouds(brush, horizon, 0xb3bdc8, 0xc6ced7);
      case CLEAR, FOG -> {}
    }
  }

  private static void sun(Brush brush) {
    if (brush.chance(0.4)) {
      double x = brush.between(0.08, 0.92);
      double y = brush.between(0.06, 0.16);
      brush.fill(new Outline().oval(x, y, 0.085, 0.085), new Color(0x60fff6c0, true));
      brush.fill(new Outline().oval(x, y, 0.055, 0.055), new Color(0xfff2a0));
    }
  }

  private static void lowSun(Brush brush, double horizon) {
    double x = brush.between(0.12, 0.88);
    double y = horizon - brush.between(0.02, 0.08);
    brush.fill(new Outline().oval(x, y, 0.15, 0.15), new Color(0x50ffe08a, true));
    brush.fill(new Outline().oval(x, y, 0.085, 0.085), new Color(0xfff0a8));
  }

  private static void moonAndStars(Brush brush, double horizon) {
    Outline stars = new Outline();
    for (int i = 0; i < 75; i++) {
      double x = brush.anywhere();
      double y = brush.between(-0.2, horizon);
      double r = brush.between(0.004, 0.009);
      stars.polygon(x - r, y, x, y - r, x + r, y, x, y + r);
    }
    brush.fill(stars, new Color(0xe6ecff));
    double x = brush.between(0.1, 0.9);
    double y = brush.between(0.09, 0.17);
    Color moon = new Color(0xf3efd2);
    if (brush.chance(0.5)) {
      brush.fill(new Outline().oval(x, y, 0.06, 0.06), moon);
    } else {
      brush.fill(new Outline().stampCurve(CRESCENT, x, y, 0.065), moon);
    }
  }

  private static void clouds(Brush brush, double horizon, int below, int above) {
    Outline clouds = new Outline();
    double spacing = 0.28;
    for (double x = Brush.LEFT; x < Brush.RIGHT; x += spacing) {
      double y = brush.between(0.03, Math.max(0.10, horizon - 0.2));
      cloud(brush, clouds, x + brush.between(0, 0.12), y);
      // These show in tall pictures only.
      cloud(brush, clouds, x, y - 0.3);
    }
    brush.fill(clouds.lowered(0.02), brush.light().air(below));
    brush.fill(clouds, brush.light().air(above));
  }

  private static void cloud(Brush brush, Outline clouds, double x, double y) {
    double size = brush.between(0.07, 0.12);
    clouds.oval(x, y, 1.5 * size, 0.35 * size);
    clouds.oval(x - 0.6 * size, y - 0.2 * size, 0.6 * size, 0.42 * size);
    clouds.oval(x + brush.between(0, 0.5) * size, y - 0.35 * size, 0.7 * size, 0.6 * size);
  }
}
