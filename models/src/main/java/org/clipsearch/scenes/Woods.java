package org.clipsearch.scenes;

/** Land that is all overgrown. */
final class Woods {
  /** From its top downwards, to below any horizon. */
  private static final double[] FIR = {
    0, 0, 0.25, 1, 0.15, 1, 0.45, 2, 0.3, 2, 0.7, 3.2, 0.7, 6, -0.7, 6, -0.7, 3.2, -0.3, 2, -0.45,
    2, -0.15, 1, -0.25, 1
  };

  private Woods() {}

  static void forest(Brush brush) {
    double y = brush.between(0.58, 0.64);
    Sky.paint(brush, 0.26);
    firs(brush, 0.16, 0x8aa596);
    firs(brush, 0.25, 0x5f8468);
    brush.fill(Outline.ridge(brush, y - 0.12, 0.015, 9), 0x2c4a34);
    Outline trunks = new Outline();
    Outline crowns = new Outline();
    for (double x = Brush.LEFT; x < Brush.RIGHT; x += brush.between(0.05, 0.09)) {
      double width = brush.between(0.014, 0.026);
      double top = brush.between(0.22, 0.36) - 0.35 * Math.pow(Math.abs(x - 0.5), 1.5);
      trunks.box(x - width / 2, top, width, y + brush.between(0.02, 0.05) - top);
      crowns.oval(x, top + 0.06, 0.055, 0.12);
    }
    brush.fill(crowns, 0x3f6644);
    brush.fill(trunks, 0x5a4838);
    brush.shade(Outline.ridge(brush, y + 0.02, 0.012, 4), 0x728852, 0x566a3c);
    litter(brush, y);
  }

  private static void firs(Brush brush, double top, int rgb) {
    Outline firs = new Outline();
    for (double x = Brush.LEFT; x < Brush.RIGHT; x += brush.between(0.05, 0.09)) {
      firs.stamp(FIR, x, top + brush.between(0, 0.13), brush.between(0.08, 0.12));
    }
    brush.fill(firs, rgb);
  }

  private static void litter(Brush brush, double y) {
    Outline leaves = new Outline();
    Outline ferns = new Outline();
    for (int i = 0; i < 45; i++) {
      double down = brush.between(0.05, 0.5);
      leaves.oval(brush.anywhere(), y + down, 0.006 + 0.02 * down, 0.003 + 0.01 * down);
      ferns.stamp(Outline.TUFT, brush.aside(0.2), y + 0.03 + down, 0.04 + 0.09 * down);
    }
    brush.fill(leaves, 0x8a6f42);
    brush.fill(ferns, 0x3c5f34);
  }

  static void jungle(Brush brush) {
    double y = brush.between(0.58, 0.64);
    Sky.paint(brush, 0.4);
    foliage(brush, 0.33, y, 0x7fb27c);
    foliage(brush, 0.43, y, 0x4d9257);
    foliage(brush, 0.53, y, 0x2f7540);
    brush.shade(Outline.ridge(brush, y, 0.02, 3), 0x4fa054, 0x327a42);
    lianas(brush);
    leaves(brush, 0x2a7a3c);
    leaves(brush, 0x17542a);
  }

  private static void foliage(Brush brush, double top, double bottom, int rgb) {
    Outline foliage = new Outline();
    for (double x = Brush.LEFT; x < Brush.RIGHT; x += 0.08) {
      double rise = 0.9 * (x - 0.5) * (x - 0.5);
      double y = top - rise + brush.between(0, 0.08);
      foliage.oval(x, y + 0.05, 0.08, 0.07).box(x - 0.05, y + 0.05, 0.1, bottom + 0.05 - y);
    }
    brush.fill(foliage, rgb);
  }

  private static void lianas(Brush brush) {
    Outline lianas = new Outline();
    for (double x = Brush.LEFT; x < Brush.RIGHT; x += brush.between(0.1, 0.2)) {
      double end = x + brush.between(0.1, 0.3);
      lianas.curve(x, Brush.TOP, x + 0.02, brush.between(0.3, 0.7), end, -0.05);
    }
    brush.draw(lianas, 0x4a6a34, 0.011);
  }

  /** Large leaves that hang in from above and from the sides. */
  private static void leaves(Brush brush, int rgb) {
    Outline leaves = new Outline();
    Outline ribs = new Outline();
    for (int i = 0; i < 8; i++) {
      double y = 0.14 * i + brush.between(-0.2, -0.1);
      double reach = brush.between(0.12, 0.28) - 0.022 * i;
      leaf(leaves, ribs, -0.2, y, reach, y + brush.between(0.1, 0.25));
      leaf(leaves, ribs, 1.2, y, 1 - reach, y + brush.between(0.1, 0.25));
      double x = 0.2 * i - 0.3 + brush.between(-0.06, 0.06);
      leaf(leaves, ribs, x, -0.24, x + brush.between(-0.12, 0.12), brush.between(0.06, 0.2));
    }
    brush.fill(leaves, rgb);
    brush.fill(ribs, 0x4f9a54);
  }

  private static void leaf(Outline leaves, Outline ribs, double... baseAndTip) {
    blade(leaves, 0.35, baseAndTip);
    blade(ribs, 0.03, baseAndTip);
  }

  /** Adds a long shape that hangs over from a base to a tip. */
  private static void blade(Outline blades, double breadth, double... baseAndTip) {
    double x = baseAndTip[0];
    double y = baseAndTip[1];
    double tipX = baseAndTip[2];
    double tipY = baseAndTip[3];
    double bendX = (x + tipX) / 2;
    double bendY = (y + tipY) / 2 - 0.2 * Math.abs(tipX - x);
    double acrossX = breadth * (tipY - y);
    double acrossY = -breadth * (tipX - x);
    blades.curve(
        x, y, bendX + acrossX, bendY + acrossY, tipX, tipY, bendX - acrossX, bendY - acrossY, x, y);
  }
}
