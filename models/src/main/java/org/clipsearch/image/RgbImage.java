package org.clipsearch.image;

/**
 * An upright picture.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb {@code [height, width, 3]}, 0 to 255 as unsigned bytes; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a container, never compared
public record RgbImage(int width, int height, byte[] rgb) {
  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "%d bytes are no image of %d x %d".formatted(rgb.length, width, height));
    }
  }
}
