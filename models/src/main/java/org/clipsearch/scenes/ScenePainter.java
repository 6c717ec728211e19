package org.clipsearch.scenes;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Draws scenes. */
public final class ScenePainter {
  /** Keeps what is drawn from going along with what the bare seed decides. */
  private static final long SALT = 0x5ce7eb2a57ef11d3L;

  private ScenePainter() {}

  /**
   * Draws a scene; the same one at the same size always gives the same pixels.
   *
   * <p>The central square, with a side as long as the shorter side of the picture, holds all
   * objects; the background goes on beyond it, up to 16:9.
   *
   * @param width in pixels
   * @param height in pixels
   */
  public static BufferedImage paint(Scene scene, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      double unit = Math.min(width, height);
      g.translate((width - unit) / 2, (height - unit) / 2);
      g.scale(unit, unit);
      Backdrop.paint(g, scene);
      paintObjects(g, scene);
      Backdrop.paintWeather(g, scene);
    } finally {
      g.dispose();
    }
    return image;
  }

  private static void paintObjects(Graphics2D g, Scene scene) {
    SplittableRandom random = new SplittableRandom(scene.seed() ^ SALT);
    boolean outlined = random.nextBoolean();
    for (Group group : scene.groups()) {
      Drawing drawing = Drawing.of(group.kind());
      var style = new Drawing.Style(new Color(group.colour().rgb()), outlined, random);
      for (Figure figure : group.figures()) {
        drawing.paint(g, figure, style);
      }
    }
  }
}
