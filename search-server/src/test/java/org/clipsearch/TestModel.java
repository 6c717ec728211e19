package org.clipsearch;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;

/** A small model with random weights, and pictures to show it. */
public final class TestModel {
  private TestModel() {}

  public static Path write(Path directory, long seed) throws IOException {
    EncoderConfig vision = new EncoderConfig(32, 64, 2, 2, Activation.QUICK_GELU, 1e-5);
    EncoderConfig text = new EncoderConfig(16, 32, 2, 2, Activation.QUICK_GELU, 1e-5);
    ClipConfig config = new ClipConfig(8, vision, 32, 16, text, 600, 77);
    RandomCheckpoint.write(directory, config, StorageType.F32, seed);
    return directory;
  }

  /** A gradient of 60 x 40 pixels. */
  public static Path draw(Path file, int seed) throws IOException {
    BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    Graphics2D g = image.createGraphics();
    Color from = new Color(random.nextInt());
    g.setPaint(new GradientPaint(0, 0, from, 60, 40, new Color(random.nextInt())));
    g.fillRect(0, 0, 60, 40);
    g.dispose();
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
