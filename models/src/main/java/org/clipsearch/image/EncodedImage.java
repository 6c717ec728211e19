package org.clipsearch.image;

import java.util.List;

/**
 * A picture within a file.
 *
 * @param start where it begins in the file; it ends by itself
 */
@SuppressWarnings("ArrayRecordComponent") // a container, never compared
record EncodedImage(byte[] file, int start, ImageHeader header) {
  /** The pictures in a file, the best first; only a RAW file has more than one. */
  static List<EncodedImage> of(byte[] file) throws ImageException {
    if (file.length == 0) {
      throw new ImageException("empty file");
    }
    return ImageFormat.ofWhole(file).filter(ImageFormat.RAW::equals).isPresent()
        ? RawFile.previews(file)
        : List.of(new EncodedImage(file, 0, ImageHeader.read(file)));
  }

  int length() {
    return file.length - start;
  }

  boolean isJpeg() {
    return header.format() == ImageFormat.JPEG || header.format() == ImageFormat.RAW;
  }

  /**
   * Makes libjpeg decode at a half, a quarter or an eighth: the smallest that leaves a side long
   * enough.
   *
   * @param side of the picture, in pixels
   * @param enough what is wanted of it, in pixels
   * @return what sides are divided by, rounded up; 1 for what is no JPEG
   */
  int reduction(long side, long enough) {
    int reduction = 1;
    while (isJpeg() && reduction < 8 && side / (2L * reduction) >= enough) {
      reduction *= 2;
    }
    return reduction;
  }

  /**
   * What decoding takes at its peak, in bytes, as measured with OpenCV 4.13 and libheif 1.15: the
   * file, and for each pixel
   *
   * <ul>
   *   <li>of a JPEG as reduced 6, twice the picture, to turn it or to hand it to Java; where it
   *       comes in several scans, for each pixel of the full size 2 more for each component
   *       (libjpeg's coefficients);
   *   <li>of BMP 6, PNG 8, WebP 9, GIF 12, TIFF 14 (16 bits in one strip), HEIC and AVIF 16 (8 as
   *       measured, of pictures of 8 bits).
   * </ul>
   */
  long peakBytes(int reduction) {
    long pixels = header.pixels();
    long held =
        switch (header.format()) {
          case JPEG, RAW -> {
            long reduced = pixels / ((long) reduction * reduction);
            yield 6 * reduced + (header.inScans() ? 2L * header.components() * pixels : 0);
          }
          case BMP -> 6 * pixels;
          case PNG -> 8 * pixels;
          case WEBP -> 9 * pixels;
          case GIF -> 12 * pixels;
          case TIFF -> 14 * pixels;
          case HEIC, AVIF -> 16 * pixels;
        };
    return held + length();
  }
}
