package org.clipsearch.image;

/**
 * An upright picture, as large as its original or smaller.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb {@code [height, width, 3]}, 0 to 255 as unsigned bytes; not copied
 * @param originalWidth of the upright original, in pixels, at least {@code width}
 * @param originalHeight of the upright original, in pixels, at least {@code height}
 */
@SuppressWarnings("ArrayRecordComponent") // a container, never compared
public record RgbImage(int width, int height, byte[] rgb, int originalWidth, int originalHeight) {
  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "%d bytes are no image of %d x %d".formatted(rgb.length, width, height));
    }
    if (originalWidth < width || originalHeight < height) {
      throw new IllegalArgumentException(
          "%d x %d cannot be reduced to %d x %d"
              .formatted(originalWidth, originalHeight, width, height));
    }
  }

  /** A picture of its original's size. */
  public RgbImage(int width, int height, byte[] rgb) {
    this(width, height, rgb, width, height);
  }
}
