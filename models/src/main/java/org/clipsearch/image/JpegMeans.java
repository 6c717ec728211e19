package org.clipsearch.image;

import java.util.Optional;

/**
 * Decodes JPEGs at an eighth, nearly twice as fast as libjpeg-turbo does. A block's mean is its
 * first coefficient, so the others are not decoded, and their codes are passed over several at a
 * time. Where a block of a colour stands for two or four of light, the means of its halves or
 * quarters are taken from the first coefficients alone.
 */
final class JpegMeans {
  /** Of a block, in pixels. */
  static final int SIDE = 8;

  /** Bits behind the point. */
  private static final int POINT = 16;

  private static final int ONE_HALF = 1 << (POINT - 1);

  // What a coefficient adds to the mean of a block's half or quarter (ITU-T T.81, A.3.3): the first
  // of one direction m / (4 sqrt 2), that of both m m / 4, where m, the mean of
  // cos((2 x + 1) pi / 16) for x 0 to 3, is 0.640729.
  private static final int HALF = 7_423;
  private static final int QUARTER = 6_726;

  private final JpegScan scan;
  private final int across; // units side by side
  private final int down;
  private final int stride; // of a row of blocks of light
  private final byte[][] planes; // of each component, as many as there are blocks of light
  private final int[] coefficients = new int[JpegScan.STEPS];

  private JpegMeans(JpegScan scan) {
    this.scan = scan;
    JpegScan.Component luma = scan.components().getFirst();
    across = Math.ceilDiv(scan.width(), SIDE * luma.across());
    down = Math.ceilDiv(scan.height(), SIDE * luma.down());
    stride = across * luma.across();
    planes = new byte[scan.components().size()][stride * down * luma.down()];
  }

  /**
   * Decodes what cameras write, and leaves the rest to others: what is damaged, progressive, of
   * other colours.
   *
   * @return {@code [ceil(H / 8), ceil(W / 8), 3]}, RGB as it is stored, not turned
   */
  static Optional<byte[]> decode(EncodedImage image) {
    ImageHeader header = image.header();
    try {
      JpegScan scan = JpegScan.read(image.file(), image.start());
      if (scan.width() != header.width() || scan.height() != header.height()) {
        return Optional.empty();
      }
      JpegMeans means = new JpegMeans(scan);
      means.readUnits(new JpegBits(image.file(), scan.start()));
      return Optional.of(means.rgb());
    } catch (ImageException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private void readUnits(JpegBits bits) throws ImageException {
    int count = scan.components().size();
    int[] last = new int[count];
    int left = scan.restart();
    for (int unit = 0; unit < across * down; unit++) {
      if (scan.restart() > 0 && left-- == 0) {
        bits.restart();
        last = new int[count];
        left = scan.restart() - 1;
      }
      bits.fill();
      for (int i = 0; i < count; i++) {
        last[i] = readUnit(bits, i, unit, last[i]);
      }
    }
    bits.end();
  }

  /** Of one component: the DC coefficient before, and the last of this. */
  private int readUnit(JpegBits bits, int i, int unit, int before) throws ImageException {
    JpegScan.Component component = scan.components().get(i);
    JpegScan.Component luma = scan.components().getFirst();
    int corner = unit / across * luma.down() * stride + unit % across * luma.across();
    int coefficient = before;
    if (component.across() < luma.across() || component.down() < luma.down()) {
      coefficient += bits.difference(component.dc());
      bits.coefficients(component.ac(), coefficients);
      coefficients[0] = coefficient;
      spread(planes[i], corner, component.steps());
      return coefficient;
    }
    for (int y = 0; y < component.down(); y++) {
      for (int x = 0; x < component.across(); x++) {
        coefficient += bits.difference(component.dc());
        bits.skipCoefficients(component.ac(), 1);
        // Halves are rounded as in libjpeg's jidctred.c.
        int mean = (coefficient * component.steps()[0] + SIDE / 2) >> 3;
        planes[i][corner + y * stride + x] = clamp(mean + 128);
      }
    }
    return coefficient;
  }

  /** The means of a block's halves, or its quarters. */
  private void spread(byte[] plane, int corner, int[] steps) {
    JpegScan.Component luma = scan.components().getFirst();
    int mean = ((coefficients[0] * steps[0]) << (POINT - 3)) + (128 << POINT) + ONE_HALF;
    int right = luma.across() == 1 ? 0 : HALF * coefficients[1] * steps[1];
    int below = luma.down() == 1 ? 0 : HALF * coefficients[2] * steps[2];
    int both = luma.across() * luma.down() < 4 ? 0 : QUARTER * coefficients[4] * steps[4];
    for (int y = 0; y < luma.down(); y++) {
      int down = 1 - 2 * y; // 1 above, -1 below
      for (int x = 0; x < luma.across(); x++) {
        int over = 1 - 2 * x;
        int value = mean + over * right + down * below + over * down * both;
        plane[corner + y * stride + x] = clamp(value >> POINT);
      }
    }
  }

  /** By JFIF 1.02's rule. */
  private byte[] rgb() {
    int width = Math.ceilDiv(scan.width(), SIDE);
    int height = Math.ceilDiv(scan.height(), SIDE);
    boolean isGrey = planes.length == 1;
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0, to = 0; y < height; y++) {
      for (int at = y * stride; at < y * stride + width; at++, to += 3) {
        int light = planes[0][at] & 0xff;
        int blue = isGrey ? 0 : (planes[1][at] & 0xff) - 128;
        int red = isGrey ? 0 : (planes[2][at] & 0xff) - 128;
        rgb[to] = clamp(light + ((91_881 * red + ONE_HALF) >> POINT));
        rgb[to + 1] = clamp(light + ((-22_554 * blue - 46_802 * red + ONE_HALF) >> POINT));
        rgb[to + 2] = clamp(light + ((116_130 * blue + ONE_HALF) >> POINT));
      }
    }
    return rgb;
  }

  private static byte clamp(int value) {
    return (byte) Math.clamp(value, 0, 255);
  }
}
