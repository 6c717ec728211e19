package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.clipsearch.Reference;
import org.clipsearch.weights.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Pixels against the reference's, for every file. */
class ReferencePixelsTest {
  static final Iterable<String> CHECKPOINTS = Reference.CHECKPOINTS;

  /** The expected values are printed with five decimals or more. */
  private static final double PRINTED = 6e-6;

  @BeforeEach
  void needsReference() {
    Reference.assumePresent();
  }

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void probesMeansAndDeviationsAreEqual(String name) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(Reference.checkpoint(name));
    Preprocessor preprocessor = new Preprocessor(checkpoint.preprocessing());
    Map<String, Reference.Image> images = Reference.expected(name).images();
    assertEquals(223, images.size());
    for (var entry : images.entrySet()) {
      byte[] file = Files.readAllBytes(Reference.image(entry.getKey()));
      byte[] pixels = preprocessor.prepare(ImageDecoder.decode(file)).pixels();
      double level = entry.getKey().endsWith("cmyk.jpg") ? 1 / 255.0 / 0.26 : 0;
      check(entry.getKey(), new Normalised(pixels, checkpoint), entry.getValue(), PRINTED + level);
    }
  }

  private static void check(
      String file, Normalised actual, Reference.Image expected, double tolerance) {
    for (double[] probe : expected.pixel_probe()) {
      for (int c = 0; c < 3; c++) {
        double value = actual.at((int) probe[0], (int) probe[1], c);
        assertEquals(probe[2 + c], value, tolerance, file);
      }
    }
    for (int c = 0; c < 3; c++) {
      assertEquals(expected.pixel_mean()[c], actual.mean(c), tolerance, file);
      assertEquals(expected.pixel_std()[c], actual.deviation(c), tolerance, file);
    }
  }

  /** Pixels as the tower sees them. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Normalised(byte[] pixels, Checkpoint checkpoint) {
    double at(int y, int x, int c) {
      return value(y * checkpoint.config().imageSize() + x, c);
    }

    private double value(int pixel, int c) {
      double unit = (pixels[3 * pixel + c] & 0xff) / 255.0;
      Preprocessing p = checkpoint.preprocessing();
      return (unit - p.mean().get(c)) / p.std().get(c);
    }

    double mean(int c) {
      double sum = 0;
      for (int i = 0; i < pixels.length / 3; i++) {
        sum += value(i, c);
      }
      return sum / (pixels.length / 3.0);
    }

    double deviation(int c) {
      double mean = mean(c);
      double squares = 0;
      for (int i = 0; i < pixels.length / 3; i++) {
        squares += (value(i, c) - mean) * (value(i, c) - mean);
      }
      return Math.sqrt(squares / (pixels.length / 3.0 - 1)); // the unbiased one, as PyTorch has it
    }
  }
}
