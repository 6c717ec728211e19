package org.clipsearch;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.clipsearch.image.RgbImage;

/** Pictures made on the spot. */
public final class TestImages {
  private TestImages() {}

  /** Smooth waves in each channel, different for each seed; no two neighbours alike. */
  public static RgbImage waves(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] f = random.doubles(9, 0.01, 0.2).toArray();
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          double wave = Math.sin(f[c] * x + f[c + 3] * y + 7 * f[c + 6]);
          rgb[3 * (y * width + x) + c] = (byte) Math.round(127.5 + 127.5 * wave);
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** Encoded by the JDK, which is not the decoder under test. */
  public static byte[] encode(RgbImage image, String format) throws IOException {
    return encode(buffered(image, BufferedImage.TYPE_INT_RGB), format);
  }

  public static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("the JDK writes no " + format + " of this kind");
    }
    return bytes.toByteArray();
  }

  /** A JPEG of four inks. */
  public static byte[] cmykJpeg(int width, int height) throws IOException {
    WritableRaster inks =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    for (int i = 0; i < width * height; i++) {
      inks.setPixel(i % width, i / width, new int[] {5 * i % 256, i % 256, 40, 10});
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(inks, null, null), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A JPEG in several scans. */
  public static byte[] progressiveJpeg(RgbImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(
          null, new IIOImage(buffered(image, BufferedImage.TYPE_INT_RGB), null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** As the JDK's image of a type. */
  public static BufferedImage buffered(RgbImage image, int type) {
    BufferedImage buffered = new BufferedImage(image.width(), image.height(), type);
    byte[] rgb = image.rgb();
    for (int i = 0; i < image.width() * image.height(); i++) {
      int color =
          0xff000000
              | ((rgb[3 * i] & 0xff) << 16)
              | ((rgb[3 * i + 1] & 0xff) << 8)
              | (rgb[3 * i + 2] & 0xff);
      buffered.setRGB(i % image.width(), i / image.width(), color);
    }
    return buffered;
  }
}
