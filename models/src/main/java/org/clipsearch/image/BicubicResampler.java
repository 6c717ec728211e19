package org.clipsearch.image;

import java.util.Arrays;

/**
 * One axis of Pillow's antialiased bicubic resampling for 8-bit channels (Pillow 9.4, {@code
 * libImaging/Resample.c}): a = -0.5, support widened by the scale, coefficients in 22-bit fixed
 * point. Computes the outputs of a window only.
 */
final class BicubicResampler {
  private static final int PRECISION_BITS = 32 - 8 - 2;
  private static final double A = -0.5;
  private static final double SUPPORT = 2;

  /** For each output of the window, the first input that it takes. */
  private final int[] first;

  /** For each output of the window, the weights of its inputs from {@link #first} on. */
  private final int[][] weights;

  /**
   * @param in inputs on this axis
   * @param scale how many inputs make an output
   * @param windowStart the first output wanted
   * @param windowLength how many outputs are wanted
   */
  BicubicResampler(int in, double scale, long windowStart, int windowLength) {
    first = new int[windowLength];
    weights = new int[windowLength][];
    double filterScale = Math.max(scale, 1);
    double support = SUPPORT * filterScale;
    for (int i = 0; i < windowLength; i++) {
      double center = (windowStart + i + 0.5) * scale;
      int from = Math.max(0, (int) (center - support + 0.5));
      int to = Math.min(in, (int) (center + support + 0.5));
      first[i] = from;
      weights[i] = fixedPoint(filter(from, to, center, filterScale));
    }
  }

  private static double[] filter(int from, int to, double center, double filterScale) {
    double[] w = new double[to - from];
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      w[i] = bicubic((i + from - center + 0.5) / filterScale);
      sum += w[i];
    }
    for (int i = 0; i < w.length; i++) {
      w[i] /= sum;
    }
    return w;
  }

  private static double bicubic(double x) {
    double d = Math.abs(x);
    if (d < 1) {
      return ((A + 2) * d - (A + 3)) * d * d + 1;
    }
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
  }

  private static int[] fixedPoint(double[] w) {
    int[] fixed = new int[w.length];
    for (int i = 0; i < w.length; i++) {
      fixed[i] = (int) (Math.copySign(0.5, w[i]) + w[i] * (1 << PRECISION_BITS));
    }
    return fixed;
  }

  /** The first input that any output takes. */
  int firstInput() {
    return first[0];
  }

  /** One past the last input that any output takes. */
  int inputEnd() {
    int last = first.length - 1;
    return first[last] + weights[last].length;
  }

  /**
   * Resamples one row of RGB pixels.
   *
   * @param in holds the row from byte {@code inStart} on
   * @param result takes the window's pixels from byte {@code resultStart} on
   */
  void row(byte[] in, int inStart, byte[] result, int resultStart) {
    for (int i = 0; i < first.length; i++) {
      int[] w = weights[i];
      int red = 1 << (PRECISION_BITS - 1);
      int green = red;
      int blue = red;
      int at = inStart + 3 * first[i];
      for (int weight : w) {
        red += weight * (in[at] & 0xff);
        green += weight * (in[at + 1] & 0xff);
        blue += weight * (in[at + 2] & 0xff);
        at += 3;
      }
      int to = resultStart + 3 * i;
      result[to] = clip(red);
      result[to + 1] = clip(green);
      result[to + 2] = clip(blue);
    }
  }

  /**
   * Resamples all columns.
   *
   * @param in rows of {@code stride} bytes, the first of which is row {@link #firstInput}
   * @return the window's rows of {@code stride} bytes
   */
  byte[] columns(byte[] in, int stride) {
    byte[] result = new byte[first.length * stride];
    int[] sums = new int[stride];
    for (int i = 0; i < first.length; i++) {
      Arrays.fill(sums, 1 << (PRECISION_BITS - 1));
      int at = (first[i] - first[0]) * stride;
      for (int weight : weights[i]) {
        for (int x = 0; x < stride; x++) {
          sums[x] += weight * (in[at + x] & 0xff);
        }
        at += stride;
      }
      for (int x = 0; x < stride; x++) {
        result[i * stride + x] = clip(sums[x]);
      }
    }
    return result;
  }

  private static byte clip(int sum) {
    return (byte) Math.clamp(sum >> PRECISION_BITS, 0, 255);
  }
}
