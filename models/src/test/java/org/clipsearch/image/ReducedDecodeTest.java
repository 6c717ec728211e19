package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.clipsearch.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JPEGs at reduced size, against averages of the pixels that were encoded. */
class ReducedDecodeTest {
  private static RgbImage reduced(byte[] file, int side) throws ImageException {
    return ImageDecoder.decode(file, Decoding.DEFAULT, side);
  }

  /**
   * The shorter side stays at least one and a half times as long as it will be; small pictures stay
   * whole.
   */
  @ParameterizedTest
  @CsvSource({
    "2400, 1600, 133, 300 x 200",
    "2400, 1600, 134, 600 x 400",
    "2400, 1600, 266, 600 x 400",
    "2400, 1600, 267, 1200 x 800",
    "2400, 1600, 533, 1200 x 800",
    "2400, 1600, 534, 2400 x 1600",
    "1601, 2403, 100, 201 x 301",
    "1600, 1200, 32, 1600 x 1200"
  })
  void smallestScaleThatIsEnoughIsTaken(int width, int height, int side, String expected)
      throws IOException {
    RgbImage image = reduced(TestImages.encode(TestImages.waves(width, height, 1), "jpg"), side);
    assertEquals(expected, image.width() + " x " + image.height());
    assertEquals(width + " x " + height, image.originalWidth() + " x " + image.originalHeight());
  }

  @Test
  void exactDecodingAndOtherFormatsAreNeverReduced() throws IOException {
    RgbImage waves = TestImages.waves(2400, 1600, 1);
    byte[] jpeg = TestImages.encode(waves, "jpg");
    assertArrayEquals(
        ImageDecoder.decode(jpeg).rgb(), ImageDecoder.decode(jpeg, Decoding.EXACT, 32).rgb());
    assertEquals(2400, ImageDecoder.decode(jpeg, Decoding.EXACT, 32).width());
    assertArrayEquals(waves.rgb(), reduced(TestImages.encode(waves, "png"), 32).rgb());
  }

  @ParameterizedTest
  @CsvSource({"400, 2", "200, 4", "100, 8"})
  void reducedPixelsAreAveragesOfBlocks(int side, int block) throws IOException {
    RgbImage waves = smooth(2400, 1600);
    assertAverages(waves, block, TestImages.encode(waves, "jpg"), side);
    byte[] progressive = TestImages.progressiveJpeg(waves);
    assertTrue(ImageHeader.read(progressive).inScans());
    assertAverages(waves, block, progressive, side);
  }

  /** Waves some hundred pixels long, which JPEG hardly changes. */
  private static RgbImage smooth(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int row = i / width;
      double x = i % width / 60.0;
      double y = row / 45.0;
      rgb[3 * i] = (byte) (128 + 90 * Math.sin(x));
      rgb[3 * i + 1] = (byte) (128 + 90 * Math.sin(y));
      rgb[3 * i + 2] = (byte) (128 + 90 * Math.cos(x + y));
    }
    return new RgbImage(width, height, rgb);
  }

  private static void assertAverages(RgbImage original, int block, byte[] jpeg, int side)
      throws IOException {
    RgbImage image = reduced(jpeg, side);
    assertEquals(original.width() / block, image.width());
    double off = 0;
    for (int i = 0; i < image.rgb().length; i++) {
      int x = i / 3 % image.width() * block;
      int y = i / 3 / image.width() * block;
      double sum = 0;
      for (int p = 0; p < block * block; p++) {
        int at = (y + p / block) * original.width() + x + p % block;
        sum += original.rgb()[3 * at + i % 3] & 0xff;
      }
      off += Math.abs(sum / block / block - (image.rgb()[i] & 0xff));
    }
    assertTrue(off / image.rgb().length < 1.5, "levels off: " + off / image.rgb().length);
  }

  /** Of gray and of four inks as when decoded in full: no channel changes its place. */
  @Test
  void grayAndInksStayWhatTheyAre() throws IOException {
    BufferedImage gray = TestImages.buffered(smooth(2400, 1600), BufferedImage.TYPE_BYTE_GRAY);
    for (byte[] file :
        new byte[][] {TestImages.encode(gray, "jpg"), TestImages.cmykJpeg(2400, 1600)}) {
      double[] full = means(ImageDecoder.decode(file));
      RgbImage reduced = reduced(file, 32);
      assertEquals(300, reduced.width());
      assertArrayEquals(full, means(reduced), 2.5);
    }
  }

  private static double[] means(RgbImage image) {
    double[] means = new double[3];
    for (int i = 0; i < image.rgb().length; i++) {
      means[i % 3] += (image.rgb()[i] & 0xff) * 3.0 / image.rgb().length;
    }
    return means;
  }

  @ParameterizedTest
  @CsvSource({
    "1, RGBW", "2, GRWB", "3, WBGR", "4, BWRG", "5, RBGW", "6, BRWG", "7, WGBR", "8, GWRB"
  })
  void orientationIsApplied(int orientation, String corners) throws IOException {
    RgbImage image = reduced(OrientedImages.jpeg(orientation, 520), 64);
    assertEquals(corners, OrientedImages.corners(image));
    String[] sizes = {"2080 x 1040 as 260 x 130", "1040 x 2080 as 130 x 260"};
    assertEquals(
        sizes[orientation >= 5 ? 1 : 0],
        "%d x %d as %d x %d"
            .formatted(
                image.originalWidth(), image.originalHeight(), image.width(), image.height()));
  }

  /** Whatever the scale, the same square is cut out, and the size told is the original's. */
  @Test
  void preparedPictureIsOfTheOriginal() throws IOException {
    byte[] jpeg = TestImages.encode(smooth(2603, 1701), "jpg");
    Preprocessor preprocessor =
        new Preprocessor(
            new Preprocessing(64, 64, Preprocessing.OPENAI_MEAN, Preprocessing.OPENAI_STD));
    PreparedImage exact = preprocessor.prepare(ImageDecoder.decode(jpeg));
    PreparedImage fast = preprocessor.prepare(reduced(jpeg, 64));
    assertEquals("2603 x 1701", fast.width() + " x " + fast.height());
    double off = 0;
    for (int i = 0; i < exact.pixels().length; i++) {
      off += Math.abs((exact.pixels()[i] & 0xff) - (fast.pixels()[i] & 0xff));
    }
    assertTrue(off / exact.pixels().length < 1.5, "levels off: " + off / exact.pixels().length);
  }

  @Test
  void limitIsNamed() throws IOException {
    byte[] jpeg = TestImages.encode(TestImages.waves(2400, 1600, 1), "jpg");
    Decoding three = new Decoding(false, 3_000_000);
    ImageException e =
        assertThrows(ImageException.class, () -> ImageDecoder.decode(jpeg, three, 32));
    assertEquals(
        "3 megapixels, more than the 3 that are read; index --max-megapixels sets the limit",
        e.getMessage());
    assertEquals(300, ImageDecoder.decode(jpeg, new Decoding(false, 3_840_000), 32).width());
    for (long limit : new long[] {0, -1, Decoding.MOST_PIXELS + 1}) {
      assertThrows(IllegalArgumentException.class, () -> new Decoding(true, limit));
    }
  }
}
