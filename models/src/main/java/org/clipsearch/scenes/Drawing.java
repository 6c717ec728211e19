package org.clipsearch.scenes;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How a kind of object looks: plain shapes in a unit square, painted one over the other. */
final class Drawing {
  private static final Map<Kind, Drawing> DRAWINGS = DrawingReader.read();

  /** How far the outline reaches beyond a shape. */
  private static final double OUTLINE = 0.014;

  /** Thinner lines have no outline: it would be all that is seen of them. */
  private static final double OUTLINED_FROM = 0.05;

  /** Shapes reach the ground if they go below this. */
  private static final double NEAR_GROUND = 0.93;

  /** Laid over each other, from the outermost in, they make a soft edge. */
  private static final double[] SHADOW_RINGS = {1.25, 1.05, 0.85};

  private static final Color SHADOW = new Color(0, 0, 0, 26);

  private final Kind kind;
  private final List<Part> parts;
  private final double groundFrom;
  private final double groundTo;

  /**
   * One shape.
   *
   * @param points x and y in turn; of a smooth one, the control points of cubic curves
   * @param width of the line; 0 if it is filled
   */
  @SuppressWarnings("ArrayRecordComponent") // read a million times, and by this package alone
  record Part(Pigment pigment, double[] points, boolean smooth, double width) {
    boolean filled() {
      return width == 0;
    }

    boolean outlined() {
      return filled() || width >= OUTLINED_FROM;
    }
  }

  /**
   * How the objects of one group are painted.
   *
   * @param main the colour, before each object varies it a little
   * @param outlined whether with a thin outline; what is black or white always has one
   * @param random varies shape and colour
   */
  record Style(Color main, boolean outlined, RandomGenerator random) {}

  Drawing(Kind kind, List<Part> parts) {
    this.kind = kind;
    this.parts = List.copyOf(parts);
    double from = 1;
    double to = 0;
    for (Part part : parts) {
      for (int i = 0; i < part.points.length; i += 2) {
        if (part.points[i + 1] >= NEAR_GROUND) {
          from = Math.min(from, part.points[i]);
          to = Math.max(to, part.points[i]);
        }
      }
    }
    groundFrom = from;
    groundTo = to;
  }

  /** How a kind looks. */
  static Drawing of(Kind kind) {
    return DRAWINGS.get(kind);
  }

  /** Paints one object; the unit of length is the figure's. */
  void paint(Graphics2D g, Figure figure, Style style) {
    Pose pose = new Pose(figure, style.random());
    Color main = Pigment.varied(style.main(), style.random());
    if (!kind.flies()) {
      paintShadow(g, figure, pose);
    }
    Path2D[] paths = parts.stream().map(pose::path).toArray(Path2D[]::new);
    if (style.outlined() || Pigment.isDark(main) || Pigment.isLight(main)) {
      paintOutline(g, paths, figure.height(), main);
    }
    for (int i = 0; i < paths.length; i++) {
      Part part = parts.get(i);
      g.setColor(part.pigment().on(main));
      if (part.filled()) {
        g.fill(paths[i]);
      } else {
        g.setStroke(stroke(part.width() * figure.height()));
        g.draw(paths[i]);
      }
    }
  }

  /** Paints what will stick out from behind all shapes. */
  private void paintOutline(Graphics2D g, Path2D[] paths, double unit, Color main) {
    g.setColor(Pigment.outline(main));
    for (int i = 0; i < paths.length; i++) {
      Part part = parts.get(i);
      if (part.outlined()) {
        g.setStroke(stroke((part.width() + 2 * OUTLINE) * unit));
        g.draw(paths[i]);
      }
    }
  }

  private void paintShadow(Graphics2D g, Figure figure, Pose pose) {
    double middle = pose.x((groundFrom + groundTo) / 2, 1);
    double width = (groundTo - groundFrom) * figure.height();
    double height = 0.06 * figure.height() + 0.08 * width;
    g.setColor(SHADOW);
    for (double ring : SHADOW_RINGS) {
      double w = width * ring;
      double h = height * ring;
      g.fill(new Ellipse2D.Double(middle - w / 2, figure.y() - h / 2, w, h));
    }
  }

  private static BasicStroke stroke(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** Where one figure has the points of its drawing: placed, mirrored, turned, and a bit bent. */
  private static final class Pose {
    private static final double MAX_TURN = Math.toRadians(5);
    // Drawings may be as wide as a figure may be; so they are made narrower more than wider.
    private static final double LEAST_STRETCH = 0.86;
    private static final double MOST_STRETCH = 1.04;
    private static final double MAX_BEND = 0.015;
    // Shapes that touch have to stay together, so the bend is a slow wave over the whole drawing.
    private static final double BEND_FREQUENCY = 7;

    private final Figure figure;
    private final double stretch;
    private final double cos;
    private final double sin;
    private final double bend;
    private final double phase;

    Pose(Figure figure, RandomGenerator random) {
      this.figure = figure;
      double scale = random.nextDouble(LEAST_STRETCH, MOST_STRETCH);
      stretch = figure.mirrored() ? -scale : scale;
      double turn = random.nextDouble(-MAX_TURN, MAX_TURN);
      cos = Math.cos(turn);
      sin = Math.sin(turn);
      bend = random.nextDouble(MAX_BEND);
      phase = random.nextDouble(2 * Math.PI);
    }

    double x(double x, double y) {
      return figure.x() + figure.height() * (across(x, y) * cos - down(x, y) * sin);
    }

    private double y(double x, double y) {
      return figure.y() + figure.height() * (across(x, y) * sin + down(x, y) * cos);
    }

    private double across(double x, double y) {
      return stretch * (x - 0.5 + bend * Math.sin(BEND_FREQUENCY * y + phase));
    }

    private double down(double x, double y) {
      return y - 1 + bend * Math.sin(BEND_FREQUENCY * x - phase);
    }

    private double[] placed(double[] points) {
      double[] placed = new double[points.length];
      for (int i = 0; i < points.length; i += 2) {
        placed[i] = x(points[i], points[i + 1]);
        placed[i + 1] = y(points[i], points[i + 1]);
      }
      return placed;
    }

    Path2D path(Part part) {
      double[] to = placed(part.points());
      Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, to.length);
      path.moveTo(to[0], to[1]);
      if (part.smooth()) {
        for (int i = 2; i < to.length; i += 6) {
          path.curveTo(to[i], to[i + 1], to[i + 2], to[i + 3], to[i + 4], to[i + 5]);
        }
      } else {
        for (int i = 2; i < to.length; i += 2) {
          path.lineTo(to[i], to[i + 1]);
        }
      }
      if (part.filled()) {
        path.closePath();
      }
      return path;
    }
  }
}
