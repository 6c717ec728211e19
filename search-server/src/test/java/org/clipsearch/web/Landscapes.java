package org.clipsearch.web;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Hills under a sun, in different light: pictures that are pleasant to look at, and small. */
final class Landscapes {
  private static final String[] NAMES = {"morning", "noon", "evening", "night", "spring", "autumn"};

  private Landscapes() {}

  /** Draws a number of them, of several shapes. */
  static void draw(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = "%s-%02d.jpg".formatted(NAMES[i % NAMES.length], i / NAMES.length + 1);
      int width = i % 4 == 1 ? 400 : 640;
      BufferedImage image =
          landscape(width, i % 3 == 2 ? 400 : 480, new Random(0x9e3779b97f4a7c15L * i));
      ImageIO.write(image, "jpg", folder.resolve(name).toFile());
    }
  }

  private static BufferedImage landscape(int width, int height, Random random) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    float hue = random.nextFloat();
    Color high = Color.getHSBColor(hue, 0.6f, 0.5f + random.nextFloat() / 2);
    Color low = Color.getHSBColor(hue + 0.15f, 0.35f, 1);
    g.setPaint(new GradientPaint(0, 0, high, 0, height * 0.8f, low));
    g.fillRect(0, 0, width, height);
    int sun = 40 + random.nextInt(60);
    g.setColor(Color.getHSBColor(hue + 0.4f, 0.25f, 1));
    g.fill(new Ellipse2D.Double(random.nextInt(width - sun), random.nextInt(height / 2), sun, sun));
    for (int layer = 0; layer < 4; layer++) {
      g.setColor(Color.getHSBColor(hue + 0.05f * layer, 0.5f, 0.75f - 0.17f * layer));
      g.fill(hills(width, height, 0.5 + 0.13 * layer, random));
    }
    g.dispose();
    return image;
  }

  private static Path2D hills(int width, int height, double top, Random random) {
    double phase = random.nextDouble(6);
    double length = 60 + random.nextDouble(90);
    Path2D hills = new Path2D.Double();
    hills.moveTo(0, height);
    for (int x = 0; x <= width; x += 4) {
      double wave = Math.sin(x / length + phase) + 0.4 * Math.sin(2.7 * x / length);
      hills.lineTo(x, height * (top + 0.05 * wave));
    }
    hills.lineTo(width, height);
    hills.closePath();
    return hills;
  }
}
