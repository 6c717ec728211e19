package org.clipsearch.scenes;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Shapes collected into one path: filled at once, they cost little more than a single one. */
final class Outline {
  /** Three blades of grass, to be stamped. */
  static final double[] TUFT = {
    -0.2, 0, -0.5, -0.65, -0.08, -0.35, 0, -1, 0.08, -0.35, 0.5, -0.7, 0.2, 0
  };

  private final Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);

  /** Adds a closed polygon of alternating x and y. */
  Outline polygon(double... points) {
    line(points);
    path.closePath();
    return this;
  }

  /** Adds an open polygon of alternating x and y. */
  Outline line(double... points) {
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return this;
  }

  /** Adds an open curve: a start, then control points and ends in turn. */
  Outline curve(double... points) {
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 4) {
      path.quadTo(points[i], points[i + 1], points[i + 2], points[i + 3]);
    }
    return this;
  }

  Outline oval(double x, double y, double radiusX, double radiusY) {
    path.append(new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY), false);
    return this;
  }

  Outline box(double x, double y, double width, double height) {
    path.append(new Rectangle2D.Double(x, y, width, height), false);
    return this;
  }

  /** Adds a polygon that is given about the origin, moved there and enlarged so. */
  Outline stamp(double[] polygon, double x, double y, double size) {
    return polygon(placed(polygon, x, y, size));
  }

  /** Adds a curve that is given about the origin, moved there and enlarged so. */
  Outline stampCurve(double[] curve, double x, double y, double size) {
    return curve(placed(curve, x, y, size));
  }

  private static double[] placed(double[] points, double x, double y, double size) {
    double[] placed = new double[points.length];
    for (int i = 0; i < points.length; i += 2) {
      placed[i] = x + size * points[i];
      placed[i + 1] = y + size * points[i + 1];
    }
    return placed;
  }

  /** All of a height, from left to right. */
  static Outline band(double y, double height) {
    return new Outline().box(Brush.LEFT, y, Brush.RIGHT - Brush.LEFT, height);
  }

  /** All below a rolling line about a height, with this many waves in the square. */
  static Outline ridge(Brush brush, double y, double amplitude, double waves) {
    double step = 0.5 / waves;
    Outline ridge = new Outline();
    double x = Brush.LEFT - brush.between(step, 3 * step);
    ridge.path.moveTo(x, Brush.BOTTOM);
    ridge.path.lineTo(x, y);
    for (int side = 1; x < Brush.RIGHT; side = -side) {
      double crest = y + side * amplitude * brush.between(0.5, 1.5);
      ridge.path.quadTo(x + step / 2, crest, x + step, y);
      x += step;
    }
    ridge.path.lineTo(x, Brush.BOTTOM);
    ridge.path.closePath();
    return ridge;
  }

  /** The same, moved down. */
  Outline lowered(double distance) {
    Outline lowered = new Outline();
    lowered.path.append(
        path.getPathIterator(AffineTransform.getTranslateInstance(0, distance)), false);
    return lowered;
  }

  double top() {
    return path.getBounds2D().getMinY();
  }

  Shape shape() {
    return path;
  }
}
