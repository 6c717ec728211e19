package org.clipsearch.scenes;

/** Tended green and golden land. */
final class Country {
  private static final double[] EAR = {0, -1, 0.3, -0.2, 0, 1, -0.3, -0.2};

  private Country() {}

  static void meadow(Brush brush) {
    double y = brush.between(0.46, 0.58);
    Sky.paint(brush, y);
    brush.fill(Outline.ridge(brush, y, 0.07, 1.5), 0x9ccb7c);
    brush.fill(Outline.ridge(brush, y + 0.05, 0.06, 1.1), 0x7cc150);
    brush.shade(Outline.ridge(brush, y + 0.14, 0.05, 0.8), 0x86cf52, 0x55a838);
    Outline tufts = new Outline();
    for (int i = 0; i < 50; i++) {
      double down = brush.between(0.02, 0.5);
      tufts.stamp(Outline.TUFT, brush.anywhere(), y + 0.18 + down, 0.02 + 0.06 * down);
    }
    brush.fill(tufts, 0x3f8a2c);
  }

  static void wheatField(Brush brush) {
    double y = brush.between(0.46, 0.56);
    Sky.paint(brush, y);
    brush.fill(Outline.ridge(brush, y, 0.03, 2), 0x98a866);
    brush.shade(Outline.band(y + 0.01, 1), 0xf2d468, 0xd29a2c);
    double vanishing = brush.between(0.3, 0.7);
    Outline furrows = new Outline();
    for (double x = -3; x < 4; x += 0.22) {
      furrows.polygon(vanishing, y + 0.01, x, 1.2, x + 0.07, 1.2);
    }
    brush.fill(furrows, 0xc08c2a);
    Outline ears = new Outline();
    for (int i = 0; i < 130; i++) {
      double down = brush.between(0.03, 0.6);
      ears.stamp(EAR, brush.anywhere(), y + down, 0.012 + 0.05 * down);
    }
    brush.fill(ears, 0xfbe694);
  }

  static void garden(Brush brush) {
    double y = brush.between(0.46, 0.54);
    Sky.paint(brush, y - 0.1);
    Outline hedge = Outline.band(y - 0.1, 0.25);
    for (double x = Brush.LEFT; x < Brush.RIGHT; x += 0.09) {
      hedge.oval(x, y - brush.between(0.07, 0.11), 0.07, 0.05);
    }
    brush.shade(hedge, 0x3f8a4a, 0x1d4a2a);
    blossoms(brush, y - 0.12, y + 0.05);
    lawn(brush, y + 0.12);
    fence(brush, y);
    brush.fill(Outline.ridge(brush, y + 0.12, 0.012, 7), 0x6b4a32);
    blossoms(brush, y + 0.11, y + 0.15);
    brush.fill(Outline.ridge(brush, y + 0.16, 0.006, 9), 0x6fbb52);
    lawn(brush, y + 0.165);
  }

  private static void lawn(Brush brush, double y) {
    brush.shade(Outline.band(y, 1), 0x78c25c, 0x56a545);
    Outline stripes = new Outline();
    for (double x = -1.6; x < 2.6; x += 0.4) {
      stripes.polygon(0.5 + 0.45 * (x - 0.5), y, x, 1.2, x + 0.2, 1.2, 0.59 + 0.45 * (x - 0.5), y);
    }
    brush.fill(stripes, 0x67b350);
  }

  private static void fence(Brush brush, double y) {
    Outline fence = new Outline();
    for (double rail : new double[] {0.015, 0.085}) {
      fence.box(Brush.LEFT, y + rail, Brush.RIGHT - Brush.LEFT, 0.018);
    }
    double start = Brush.LEFT - brush.between(0, 0.05);
    for (double x = start; x < Brush.RIGHT; x += 0.052) {
      fence.polygon(
          x, y - 0.01, x + 0.015, y - 0.035, x + 0.03, y - 0.01, x + 0.03, y + 0.13, x, y + 0.13);
    }
    brush.fill(fence, 0xf2f2ee);
  }

  private static void blossoms(Brush brush, double top, double bottom) {
    for (int rgb : new int[] {0xf08fb4, 0xf6ecd8, 0xf0cf5a, 0xc86a8a}) {
      Outline blossoms = new Outline();
      for (int i = 0; i < 22; i++) {
        double r = brush.between(0.007, 0.012);
        blossoms.oval(brush.anywhere(), brush.between(top, bottom), r, r);
      }
      brush.fill(blossoms, rgb);
    }
  }
}
