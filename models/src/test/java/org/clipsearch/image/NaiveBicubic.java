package org.clipsearch.image;

/** Antialiased bicubic resampling as it is defined, in double precision, whole picture first. */
final class NaiveBicubic {
  private NaiveBicubic() {}

  static byte[] resizeAndCrop(RgbImage image, int resize, int crop) {
    int shorter = Math.min(image.width(), image.height());
    int width = (int) ((long) resize * image.width() / shorter);
    int height = (int) ((long) resize * image.height() / shorter);
    double[][] rows = new double[image.height()][];
    for (int y = 0; y < image.height(); y++) {
      double[] row = new double[3 * image.width()];
      for (int i = 0; i < row.length; i++) {
        row[i] = image.rgb()[3 * y * image.width() + i] & 0xff;
      }
      rows[y] = resample(row, image.width(), width, 3);
    }
    double[] flat = new double[3 * width * image.height()];
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(rows[y], 0, flat, 3 * width * y, 3 * width);
    }
    double[] resized = resample(flat, image.height(), height, 3 * width);
    int left = (int) Math.rint((width - crop) / 2.0);
    int top = (int) Math.rint((height - crop) / 2.0);
    byte[] cropped = new byte[3 * crop * crop];
    for (int i = 0; i < cropped.length; i++) {
      int y = top + i / (3 * crop);
      cropped[i] = (byte) Math.round(resized[3 * (y * width + left) + i % (3 * crop)]);
    }
    return cropped;
  }

  /** Along the first axis of {@code [in, stride]}; 8-bit results, as Pillow's. */
  private static double[] resample(double[] values, int in, int out, int stride) {
    double scale = (double) in / out;
    double wide = Math.max(1, scale);
    double[] result = new double[out * stride];
    for (int o = 0; o < out; o++) {
      double center = (o + 0.5) * scale - 0.5;
      double sum = 0;
      double[] total = new double[stride];
      for (int i = 0; i < in; i++) {
        double w = kernel((i - center) / wide);
        sum += w;
        for (int s = 0; w != 0 && s < stride; s++) {
          total[s] += w * values[i * stride + s];
        }
      }
      for (int s = 0; s < stride; s++) {
        result[o * stride + s] = Math.clamp(Math.round(total[s] / sum), 0, 255);
      }
    }
    return result;
  }

  /** Keys' cubic convolution with a = -0.5. */
  private static double kernel(double x) {
    double d = Math.abs(x);
    if (d <= 1) {
      return 1.5 * d * d * d - 2.5 * d * d + 1;
    }
    return d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2 : 0;
  }
}
