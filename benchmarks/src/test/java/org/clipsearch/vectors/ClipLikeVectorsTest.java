package org.clipsearch.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** That the vectors lie as they say. */
class ClipLikeVectorsTest {
  private static final int COUNT = 2_000;

  private final ClipLikeVectors vectors = new ClipLikeVectors(1);
  private final float[][] images = draw(COUNT, vectors::image);
  private final float[][] texts = draw(COUNT, vectors::textQuery);

  private static float[][] draw(int count, LongFunction<float[]> vector) {
    return LongStream.range(0, count).mapToObj(vector).toArray(float[][]::new);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double[] mean(float[][] of) {
    double[] mean = new double[ClipLikeVectors.DIMENSION];
    for (float[] vector : of) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += vector[d] / of.length;
      }
    }
    return mean;
  }

  /** The middle nine tenths of the cosines of each with the one that stands there in the other. */
  private static void assertCosines(double from, double to, float[][] some, float[][] others) {
    double[] cosines = new double[COUNT];
    Arrays.setAll(cosines, i -> dot(some[i], others[(i + 1) % COUNT]));
    Arrays.sort(cosines);
    double low = cosines[COUNT / 20];
    double high = cosines[COUNT - COUNT / 20];
    assertTrue(low > from && high < to, "cosines from " + low + " to " + high);
  }

  @Test
  void eachIsAFunctionOfSeedAndNumber() {
    ClipLikeVectors again = new ClipLikeVectors(1);
    for (int i = COUNT - 1; i >= 0; i -= 100) { // in another order
      assertArrayEquals(images[i], again.image(i));
      assertArrayEquals(texts[i], again.textQuery(i));
      assertArrayEquals(vectors.imageQuery(i), again.imageQuery(i));
    }
    assertFalse(Arrays.equals(images[0], images[1]));
    assertFalse(Arrays.equals(images[0], vectors.imageQuery(0)), "no query is an indexed image");
    assertFalse(Arrays.equals(images[0], new ClipLikeVectors(2).image(0)));
  }

  @Test
  void allAreOfUnitLength() {
    for (int i = 0; i < COUNT; i++) {
      assertEquals(1, dot(images[i], images[i]), 1e-6);
      assertEquals(1, dot(texts[i], texts[i]), 1e-6);
    }
  }

  @Test
  void cosinesAreThoseOfClip() {
    float[][] queries = draw(COUNT, vectors::imageQuery);
    assertCosines(0.4, 0.9, images, images);
    assertCosines(0.4, 0.9, images, queries);
    assertCosines(0.08, 0.27, images, texts);
  }

  /** Of 0.82 by Liang et al. */
  @Test
  void modalitiesStandApart() {
    double[] image = mean(images);
    double[] text = mean(texts);
    double gap = 0;
    for (int d = 0; d < image.length; d++) {
      gap += (image[d] - text[d]) * (image[d] - text[d]);
    }
    assertEquals(0.85, Math.sqrt(gap), 0.05);
  }

  @Test
  void whatATextIsAboutIsNearerThanTheRest() {
    for (int t = 0; t < 100; t++) {
      float[] text = texts[t];
      double best = Arrays.stream(images).mapToDouble(image -> dot(text, image)).max().orElse(0);
      assertTrue(best > 0.2 && best < 0.45, "the nearest image of a text at " + best);
    }
  }

  /** The participation ratio of the covariance's eigenvalues: trace squared by sum of squares. */
  @Test
  void imagesVaryInFewDimensions() {
    double[] mean = mean(images);
    int dimension = mean.length;
    double[][] covariance = new double[dimension][dimension];
    for (float[] image : images) {
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < dimension; j++) {
          covariance[i][j] += (image[i] - mean[i]) * (image[j] - mean[j]) / COUNT;
        }
      }
    }
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < dimension; i++) {
      trace += covariance[i][i];
      squares += Arrays.stream(covariance[i]).map(c -> c * c).sum();
    }
    double ratio = trace * trace / squares;
    assertTrue(ratio > 30 && ratio < 70, "of " + ratio + " dimensions");
  }
}
