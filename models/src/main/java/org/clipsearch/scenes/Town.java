package org.clipsearch.scenes;

import java.awt.Color;

/** Built-up land. */
final class Town {
  /** Of a street with its vanishing point in the origin. */
  private static final double[] DASH = {-0.05, 1, 0.05, 1, 0.07, 1.35, -0.07, 1.35};

  private Town() {}

  static void city(Brush brush) {
    double y = brush.between(0.57, 0.63);
    Sky.paint(brush, 0.35);
    towers(brush, y, 0.12, 0xaebccd);
    towers(brush, y, 0.24, 0x7387a2);
    // A parapet in front of the towers, and the square on which the objects stand.
    brush.shade(Outline.band(y, 1), 0xc9c9c6, 0xaaabad);
    brush.fill(Outline.band(y - 0.025, 0.03), 0x8d939b);
    Outline joints = new Outline();
    for (double x = -1.5; x < 2.6; x += 0.3) {
      joints.line(0.5 + 0.4 * (x - 0.5), y + 0.01, x, 1.2);
    }
    for (double down = 0.05; down < 0.8; down *= 1.6) {
      joints.line(Brush.LEFT, y + down, Brush.RIGHT, y + down);
    }
    brush.draw(joints, 0x96989b, 0.005);
  }

  private static void towers(Brush brush, double y, double top, int rgb) {
    Outline towers = new Outline();
    Outline windows = new Outline();
    double x = Brush.LEFT;
    while (x < Brush.RIGHT) {
      double w = 0.026 * brush.count(3, 6) + 0.012;
      double roof = top + brush.between(0, 0.18);
      towers.box(x, roof, w, y - roof);
      if (brush.chance(0.3)) {
        towers.box(x + w / 2 - 0.005, roof - 0.06, 0.01, 0.06);
      }
      for (double column = x + 0.013; column < x + w - 0.02; column += 0.026) {
        for (double row = roof + 0.02; row < y - 0.05; row += 0.036) {
          if (brush.chance(0.5)) {
            windows.box(column, row, 0.013, 0.018);
          }
        }
      }
      x += w + brush.between(0, 0.02);
    }
    brush.fill(towers, rgb);
    light(brush, windows, 0xdbe6ef);
  }

  /** Fills windows, which are lit unless it is day. */
  private static void light(Brush brush, Outline windows, int rgbByDay) {
    if (brush.light().time() == TimeOfDay.DAY) {
      brush.fill(windows, rgbByDay);
    } else {
      brush.fill(windows, new Color(0xffd870));
    }
  }

  static void street(Brush brush) {
    double y = brush.between(0.46, 0.52);
    Sky.paint(brush, y - 0.05);
    double x = brush.between(0.42, 0.58);
    brush.fill(Outline.ridge(brush, y - 0.02, 0.02, 5), 0x7f9488);
    brush.fill(Outline.band(y, 1), 0xbdb9b2);
    houses(brush, new StreetSide(x, y, -1));
    houses(brush, new StreetSide(x, y, 1));
    brush.fill(new Outline().polygon(x - 0.03, y, x + 0.03, y, 1.75, 1.2, -0.75, 1.2), 0xe2e0da);
    brush.shade(
        new Outline().polygon(x - 0.025, y, x + 0.025, y, 1.65, 1.2, -0.65, 1.2),
        0x85878c,
        0x6e7076);
    Outline dashes = new Outline();
    for (double down = 0.03; down < 0.9; down *= 1.75) {
      dashes.stamp(DASH, x, y, down);
    }
    brush.fill(dashes, 0xf4f4f0);
  }

  /** The fronts along one side, nearer ones larger. */
  private static void houses(Brush brush, StreetSide side) {
    Outline windows = new Outline();
    for (double far = 0.07; far < 1.5; far *= 1.4) {
      double width = 0.4 * far;
      double height = brush.between(0.42, 0.62);
      int wall = brush.oneOf(0xc9a48c, 0xb8b09c, 0xa8b2b8, 0xc4b488, 0xb49a98, 0x9caa9c);
      brush.fill(new Outline().polygon(side.front(far, far + width, -height, 0.2)), wall);
      for (double sill = 0.16 - height; sill < 0; sill += 0.2) {
        for (double along = 0.15; along < 0.8; along += 0.42) {
          double from = far + along * width;
          windows.polygon(side.front(from, from + 0.24 * width, sill - 0.11, sill));
        }
      }
    }
    light(brush, windows, 0x6d8496);
  }

  /** What runs along a street from its vanishing point, to the left (-1) or to the right (1). */
  private record StreetSide(double x, double y, int direction) {

    /** A piece between two distances from the vanishing point; heights are parts of those. */
    double[] front(double far, double near, double top, double bottom) {
      double from = x + direction * far;
      double to = x + direction * near;
      return new double[] {
        from, y + top * far, to, y + top * near, to, y + bottom * near, from, y + bottom * far
      };
    }
  }
}
