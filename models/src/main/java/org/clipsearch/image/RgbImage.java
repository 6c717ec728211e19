package org.clipsearch.image;

/**
 * An upright picture, as large as its original, or with sides of a half, a quarter and so on,
 * rounded up.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb {@code [height, width, 3]}, 0 to 255 as unsigned bytes; not copied
 * @param originalWidth of the upright original, in pixels
 * @param originalHeight of the upright original, in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // a container, never compared
public record RgbImage(int width, int height, byte[] rgb, int originalWidth, int originalHeight) {
  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "%d bytes are no image of %d x %d".formatted(rgb.length, width, height));
    }
    int reduction = reduction(originalWidth, width);
    if (Math.ceilDiv(originalWidth, reduction) != width
        || Math.ceilDiv(originalHeight, reduction) != height) {
      throw new IllegalArgumentException(
          "%d x %d is not reduced to %d x %d"
              .formatted(originalWidth, originalHeight, width, height));
    }
  }

  /** A picture of its original's size. */
  public RgbImage(int width, int height, byte[] rgb) {
    this(width, height, rgb, width, height);
  }

  /** What the original's sides were divided by, rounded up: a power of two. */
  int reduction() {
    return reduction(originalWidth, width);
  }

  private static int reduction(int original, int reduced) {
    int reduction = 1;
    while (Math.ceilDiv(original, reduction) > reduced) {
      reduction *= 2;
    }
    return reduction;
  }
}
