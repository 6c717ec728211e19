package org.clipsearch.scenes;

import java.awt.Color;

/** What has no open sky. */
final class Enclosed {
  // About the middle of the window's upper edge.
  private static final double[] LEFT_CURTAIN = {
    -0.21, -0.04, -0.08, -0.04, -0.07, -0.04, -0.1, 0.2, -0.15, 0.42, -0.21, 0.42, -0.21, 0.42
  };
  private static final double[] RIGHT_CURTAIN = {
    0.21, -0.04, 0.08, -0.04, 0.07, -0.04, 0.1, 0.2, 0.15, 0.42, 0.21, 0.42, 0.21, 0.42
  };

  /** Of height 1, from its foot up and down again. */
  private static final double[] SEAWEED = {
    -0.05, 0, -0.16, -0.25, 0, -0.5, 0.11, -0.75, 0, -1, 0.22, -0.75, 0.05, -0.5, -0.05, -0.25,
    0.05, 0
  };

  private Enclosed() {}

  static void livingRoom(Brush brush) {
    double y = brush.between(0.62, 0.67);
    int wall = brush.oneOf(0xe6d8c2, 0xd5dfd4, 0xd9d8e6, 0xecd6cc);
    brush.wash(brush.light().land(wall));
    Outline stripes = new Outline();
    for (double x = Brush.LEFT; x < Brush.RIGHT; x += 0.09) {
      stripes.box(x, Brush.TOP, 0.04, 1.2);
    }
    brush.fill(stripes, new Color(0x30ffffff, true));
    boolean windowLeft = brush.chance(0.5);
    window(brush, windowLeft ? 0.2 : 0.8, brush.between(0.12, 0.16));
    picture(brush, windowLeft ? 0.76 : 0.24, brush.between(0.15, 0.22));
    floor(brush, y);
  }

  private static void window(Brush brush, double x, double y) {
    brush.fill(new Outline().box(x - 0.15, y - 0.015, 0.3, 0.37), 0xf8f6f0);
    Outline panes = new Outline();
    panes.box(x - 0.13, y, 0.12, 0.16).box(x + 0.01, y, 0.12, 0.16);
    panes.box(x - 0.13, y + 0.18, 0.12, 0.16).box(x + 0.01, y + 0.18, 0.12, 0.16);
    brush.fill(panes, 0xa9d6f2);
    int cloth = brush.oneOf(0xb98a86, 0x8a9cab, 0xa39a78);
    Outline curtains = new Outline();
    curtains.stampCurve(LEFT_CURTAIN, x, y, 1).stampCurve(RIGHT_CURTAIN, x, y, 1);
    brush.fill(curtains, cloth);
    brush.fill(new Outline().box(x - 0.24, y - 0.05, 0.48, 0.018), 0x7a5c40);
  }

  private static void picture(Brush brush, double x, double y) {
    brush.fill(new Outline().box(x - 0.11, y, 0.22, 0.17), 0x8a6a44);
    brush.fill(new Outline().box(x - 0.09, y + 0.02, 0.18, 0.13), 0xe8e4d4);
    brush.fill(
        new Outline()
            .polygon(
                x - 0.09, y + 0.15, x - 0.03, y + 0.07, x + 0.02, y + 0.12, x + 0.05, y + 0.09,
                x + 0.09, y + 0.15),
        0x93a494);
  }

  private static void floor(Brush brush, double y) {
    brush.shade(Outline.band(y, 1), 0xb98a5c, 0xa87646);
    Outline boards = new Outline();
    for (double x = -1.3; x < 2.3; x += 0.24) {
      boards.line(0.5 + 0.55 * (x - 0.5), y, x, 1.2);
    }
    brush.draw(boards, 0x8d6238, 0.006);
    brush.fill(Outline.band(y - 0.03, 0.035), 0xf4f1e8);
    int rug = brush.oneOf(0x9c6a68, 0x6a7f92, 0x8a8a62);
    double across = brush.between(0.42, 0.5);
    brush.fill(new Outline().oval(0.5, 0.87, across, 0.12), rug);
    brush.fill(new Outline().oval(0.5, 0.87, across - 0.03, 0.105), 0xd8ccb4);
    brush.fill(new Outline().oval(0.5, 0.87, across - 0.06, 0.09), rug);
  }

  static void underwater(Brush brush) {
    Light light = brush.light();
    brush.wash(Brush.gradient(-0.1, light.land(0x5fd0dc), 0.85, light.land(0x0b4a86)));
    rays(brush);
    double y = brush.between(0.76, 0.82);
    brush.fill(Outline.ridge(brush, y - 0.08, 0.05, 2), 0x1b6288);
    brush.shade(Outline.ridge(brush, y, 0.025, 1.2), 0xb9b490, 0x8f9a84);
    Outline pebbles = new Outline();
    for (int i = 0; i < 25; i++) {
      pebbles.oval(brush.anywhere(), brush.between(y + 0.05, 1.2), 0.014, 0.008);
    }
    brush.fill(pebbles, 0x7c8674);
    seaweed(brush, y, 0x2a7a62);
    seaweed(brush, y, 0x4a9a6a);
    bubbles(brush);
  }

  private static void rays(Brush brush) {
    Outline rays = new Outline();
    double slant = brush.between(-0.4, 0.4);
    for (double x = Brush.LEFT; x < Brush.RIGHT; x += brush.between(0.15, 0.35)) {
      double w = brush.between(0.03, 0.08);
      rays.polygon(x, Brush.TOP, x + w, Brush.TOP, x + slant + 3 * w, 0.8, x + slant, 0.8);
    }
    brush.fill(rays, new Color(0x2cf0ffff, true));
  }

  private static void seaweed(Brush brush, double y, int rgb) {
    Outline seaweed = new Outline();
    for (int i = 0; i < 11; i++) {
      double x = brush.aside(0.2);
      double foot = y + brush.between(0.02, 0.14);
      double h = brush.between(0.24, 0.5);
      seaweed.stampCurve(SEAWEED, x, foot, h);
    }
    brush.fill(seaweed, rgb);
  }

  private static void bubbles(Brush brush) {
    Outline bubbles = new Outline();
    for (int i = 0; i < 28; i++) {
      double r = brush.between(0.006, 0.018);
      bubbles.oval(brush.anywhere(), brush.between(-0.15, 0.75), r, r);
    }
    brush.fill(bubbles, new Color(0x50ffffff, true));
    brush.draw(bubbles, 0xd8f6fa, 0.004);
  }
}
