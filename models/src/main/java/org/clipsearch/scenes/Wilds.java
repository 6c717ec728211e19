package org.clipsearch.scenes;

/** Bare land, hot or cold. */
final class Wilds {
  private static final double[] ROCK = {-1, 0, -0.6, -0.7, 0.2, -0.8, 1, 0};

  // A mountain of height 1, from its top downwards.
  private static final double[] PEAK = {-1, 1.2, 0, 0, 1, 1.2};
  private static final double[] SHADED_SIDE = {0, 0, 1, 1.2, 0.1, 1.2, -0.08, 0.6, 0.07, 0.3};
  private static final double[] SNOW_CAP = {
    0, 0, 0.34, 0.41, 0.17, 0.32, 0.07, 0.46, -0.07, 0.34, -0.18, 0.45, -0.32, 0.39
  };

  private static final double[] MESA = {0, 0, 0.15, -0.7, 0.65, -0.7, 0.72, -0.42, 0.9, -0.4, 1, 0};
  private static final double[] RIPPLE = {-1, 0, -0.5, -0.1, 0, 0, 0.5, 0.1, 1, 0};

  // A dune of width 1; the wind has come from the left.
  private static final double[] DUNE = {-0.2, 0, 0.3, -0.04, 0.55, -0.27, 0.8, -0.06, 1.2, 0};
  private static final double[] LEE_SIDE = {0.55, -0.27, 0.8, -0.06, 1.2, 0, 0.7, 0, 0.55, -0.27};

  private Wilds() {}

  static void desert(Brush brush) {
    double y = brush.between(0.46, 0.54);
    Sky.paint(brush, y);
    mesas(brush, y);
    brush.fill(Outline.ridge(brush, y, 0.01, 2), 0xd9a060);
    dune(brush, y + 0.03, 0xe9b46a, 0xb97c40);
    dune(brush, y + 0.10, 0xf0bd70, 0xc58746);
    brush.shade(Outline.ridge(brush, y + 0.19, 0.03, 0.8), 0xf2c078, 0xdc9c50);
    Outline ripples = new Outline();
    for (int i = 0; i < 26; i++) {
      double x = brush.anywhere();
      double down = brush.between(0.27, 0.7);
      double w = 0.08 + 0.2 * down;
      ripples.stampCurve(RIPPLE, x, y + down, w);
    }
    brush.draw(ripples, 0xc98a48, 0.007);
  }

  private static void mesas(Brush brush, double y) {
    Outline mesas = new Outline();
    double x = Brush.LEFT + brush.between(0, 0.2);
    while (x < Brush.RIGHT) {
      double w = brush.between(0.14, 0.26);
      mesas.stamp(MESA, x, y + 0.05, w);
      x += w + brush.between(0.05, 0.3);
    }
    brush.fill(mesas, 0xbf7f5c);
  }

  /** Crests with a side in the sun and one in the shade. */
  private static void dune(Brush brush, double y, int lit, int shaded) {
    Outline shades = new Outline();
    Outline lights = Outline.band(y + 0.05, 1);
    double x = Brush.LEFT - brush.between(0, 0.4);
    while (x < Brush.RIGHT) {
      double w = brush.between(0.4, 0.6);
      lights.stampCurve(DUNE, x, y + 0.06, w);
      shades.stampCurve(LEE_SIDE, x, y + 0.06, w);
      x += w;
    }
    brush.fill(lights, lit);
    brush.fill(shades, shaded);
  }

  static void mountains(Brush brush) {
    double y = brush.between(0.54, 0.60);
    Sky.paint(brush, y - 0.2);
    range(brush, y, 0.26, new int[] {0xa3b1c6, 0x8c9ab4, 0xe9eff8});
    range(brush, y, 0.38, new int[] {0x7d8ba4, 0x626f8a, 0xffffff});
    brush.fill(Outline.ridge(brush, y, 0.04, 2.5), 0x4f6d58);
    brush.shade(Outline.ridge(brush, y + 0.08, 0.025, 1.2), 0x8a9a72, 0x6f7a5e);
    Outline rocks = new Outline();
    for (int i = 0; i < 40; i++) {
      double down = brush.between(0.14, 0.6);
      double x = brush.anywhere();
      double r = 0.008 + 0.04 * down;
      rocks.stamp(ROCK, x, y + down, r);
    }
    brush.fill(rocks, 0x8f9494);
  }

  /** A row of peaks: their colours in the sun, in the shade, and of the snow. */
  private static void range(Brush brush, double y, double height, int[] colours) {
    Outline lit = new Outline();
    Outline shaded = new Outline();
    Outline snow = new Outline();
    double x = Brush.LEFT + brush.between(-0.1, 0.1);
    while (x < Brush.RIGHT + 0.2) {
      double h = height * brush.between(0.75, 1.15);
      lit.stamp(PEAK, x, y - h, h);
      shaded.stamp(SHADED_SIDE, x, y - h, h);
      snow.stamp(SNOW_CAP, x, y - h, h);
      x += brush.between(0.24, 0.36);
    }
    brush.fill(lit, colours[0]);
    brush.fill(shaded, colours[1]);
    brush.fill(snow, colours[2]);
  }

  static void snowfield(Brush brush) {
    double y = brush.between(0.50, 0.58);
    Sky.paint(brush, y);
    distantFirs(brush, y);
    brush.fill(Outline.ridge(brush, y, 0.03, 1.5), 0xcddcec);
    brush.fill(Outline.ridge(brush, y + 0.05, 0.03, 1), 0xdfeaf6);
    brush.shade(Outline.ridge(brush, y + 0.12, 0.03, 0.8), 0xf6fafe, 0xdce9f6);
    Outline hollows = new Outline();
    Outline hummocks = new Outline();
    for (int i = 0; i < 22; i++) {
      double x = brush.anywhere();
      double down = brush.between(0.18, 0.65);
      double r = 0.04 + 0.14 * down;
      hollows.oval(x + 0.3 * r, y + down + 0.1 * r, r, 0.2 * r);
      hummocks.oval(x, y + down, r, 0.2 * r);
    }
    brush.fill(hollows, 0xb4cbe4);
    brush.fill(hummocks, 0xf8fbfe);
  }

  private static void distantFirs(Brush brush, double y) {
    Outline firs = new Outline();
    for (double x = Brush.LEFT; x < Brush.RIGHT; x += brush.between(0.02, 0.07)) {
      double h = brush.between(0.03, 0.06);
      firs.polygon(x - 0.014, y + 0.05, x, y - 0.015 - h, x + 0.014, y + 0.05);
    }
    brush.fill(firs, 0x7690a0);
  }
}
