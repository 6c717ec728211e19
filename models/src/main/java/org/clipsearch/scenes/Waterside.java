package org.clipsearch.scenes;

import java.awt.Color;

/** Land with water at it. */
final class Waterside {
  private Waterside() {}

  static void beach(Brush brush) {
    double y = brush.between(0.38, 0.46);
    Sky.paint(brush, y);
    headland(brush, y);
    double shore = brush.between(0.58, 0.63);
    water(brush, y, 0x1478c0, 0x6fe4ee);
    waves(brush, y, shore, 0xbfe8f4);
    Outline sand = Outline.ridge(brush, shore, 0.02, 1.2);
    brush.fill(sand.lowered(-0.02), 0xf4fbfc);
    brush.fill(sand, 0xd3b27c);
    brush.shade(sand.lowered(0.03), 0xf3dca2, 0xe8c98a);
    shells(brush, shore, 0xfff4e4);
    shells(brush, shore, 0xc79a78);
  }

  private static void headland(Brush brush, double y) {
    double x = brush.oneOf(0, 1);
    double width = brush.between(0.2, 0.45);
    double height = brush.between(0.03, 0.07);
    brush.fill(
        new Outline().oval(x, y, width, height).oval(2 * x - 0.5, y, 0.6, 1.5 * height), 0x7f9c8c);
  }

  private static void shells(Brush brush, double shore, int rgb) {
    Outline shells = new Outline();
    for (int i = 0; i < 20; i++) {
      double y = brush.between(shore + 0.08, 1.2);
      double r = 0.006 + 0.012 * (y - shore);
      shells.oval(brush.anywhere(), y, r, 0.7 * r);
    }
    brush.fill(shells, rgb);
  }

  static void lake(Brush brush) {
    double y = brush.between(0.42, 0.5);
    Sky.paint(brush, y);
    brush.fill(Outline.ridge(brush, y - 0.06, 0.05, 1.6), 0x8fae9c);
    brush.fill(Outline.ridge(brush, y - 0.025, 0.016, 8), 0x4d7a52);
    water(brush, y, 0x4a9cd6, 0x1258a0);
    // The far shore in the water.
    brush.fill(Outline.band(y, 0.025), 0x3f7482);
    double shore = brush.between(0.68, 0.72);
    waves(brush, y + 0.02, shore, 0x9fd2ee);
    lilyPads(brush, shore);
    Outline bank = Outline.ridge(brush, shore, 0.015, 2);
    brush.fill(bank, 0x4f7f45);
    brush.shade(bank.lowered(0.015), 0x86b45c, 0x5f9444);
    reeds(brush);
  }

  private static void water(Brush brush, double y, int back, int front) {
    Light light = brush.light();
    Color far = light.water(back, light.zenith());
    Color near = light.water(front, light.zenith());
    brush.fill(Outline.band(y, 1), Brush.gradient(y, far, 1, near));
  }

  /** Flat streaks on the water, longer towards the front. */
  private static void waves(Brush brush, double top, double bottom, int rgb) {
    Outline waves = new Outline();
    for (int i = 0; i < 45; i++) {
      double y = brush.between(top + 0.01, bottom);
      double x = brush.anywhere();
      double w = brush.between(0.02, 0.05) + 0.12 * (y - top);
      double h = 0.004 + 0.008 * (y - top);
      waves.polygon(x - w, y, x, y - h, x + w, y, x, y + h);
    }
    brush.fill(waves, brush.light().water(rgb, brush.light().horizon()));
  }

  private static void lilyPads(Brush brush, double shore) {
    Outline pads = new Outline();
    for (int i = 0; i < 12; i++) {
      pads.oval(brush.aside(0.25), brush.between(shore - 0.12, shore), 0.045, 0.015);
    }
    brush.fill(pads, 0x5c9a5e);
  }

  private static void reeds(Brush brush) {
    Outline stems = new Outline();
    Outline heads = new Outline();
    for (int i = 0; i < 60; i++) {
      double x = brush.aside(0.12);
      double y = brush.between(0.8, 1.25);
      double top = y - brush.between(0.2, 0.36);
      double lean = brush.between(-0.04, 0.04);
      stems.polygon(x - 0.007, y, x + lean, top, x + 0.007, y);
      if (i % 3 == 0) {
        heads.oval(x + lean, top + 0.03, 0.01, 0.032);
      }
    }
    brush.fill(stems, 0x4a7d3a);
    brush.fill(heads, 0x6b4a2c);
  }
}
