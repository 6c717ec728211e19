package org.clipsearch.scenes;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Paints in a scene's light, and draws from its seed what is left to chance. */
final class Brush {
  /** The land reaches so far, whatever part of it is in view: that keeps it the same. */
  static final double LEFT = -0.4;

  static final double RIGHT = 1.4;
  static final double BOTTOM = 1.4;
  static final double TOP = -0.4;

  /** More than any picture shows, and so without an edge in it. */
  private static final Rectangle2D EVERYTHING = new Rectangle2D.Double(-9, -9, 19, 19);

  private final Graphics2D g;
  private final SplittableRandom random;
  private final Light light;

  Brush(Graphics2D g, Scene scene, long salt) {
    this.g = g;
    random = new SplittableRandom(scene.seed() ^ salt);
    light = new Light(scene, random);
  }

  Light light() {
    return light;
  }

  double between(double from, double to) {
    return random.nextDouble(from, to);
  }

  /** A whole number from the first to the last. */
  int count(int first, int last) {
    return random.nextInt(first, last + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Any x that may come into view. */
  double anywhere() {
    return between(LEFT, RIGHT);
  }

  /** An x at the left or right edge of the square, at most this far within. */
  double aside(double within) {
    return chance(0.5) ? between(LEFT, within) : between(1 - within, RIGHT);
  }

  int oneOf(int... values) {
    return values[random.nextInt(values.length)];
  }

  /** Fills with a colour of the land. */
  void fill(Outline outline, int rgb) {
    fill(outline, light.land(rgb));
  }

  void fill(Outline outline, Paint paint) {
    g.setPaint(paint);
    g.fill(outline.shape());
  }

  /** Fills with a colour of the land that becomes another one towards the front. */
  void shade(Outline outline, int back, int front) {
    fill(outline, gradient(outline.top(), light.land(back), 1, light.land(front)));
  }

  /** Draws lines in a colour of the land. */
  void draw(Outline outline, int rgb, double width) {
    g.setPaint(light.land(rgb));
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(outline.shape());
  }

  /** Fills all that is in view. */
  void wash(Paint paint) {
    g.setPaint(paint);
    // Without smooth edges, of which none is in view, this takes a fraction of the time.
    Object smooth = g.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    g.fill(EVERYTHING);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
  }

  static Paint gradient(double top, Color above, double bottom, Color below) {
    return new GradientPaint(0, (float) top, above, 0, (float) bottom, below);
  }
}
