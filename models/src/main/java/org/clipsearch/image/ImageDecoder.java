package org.clipsearch.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.clipsearch.platform.CLibrary;
import org.clipsearch.platform.NativeLibraries;

/**
 * Decodes image files to upright RGB: EXIF orientation applied, alpha dropped, the first frame of
 * an animation, 16 bits cut to 8; of a camera's RAW file its largest preview. Thread-safe; run as
 * many at once as there are cores, each takes one thread. All together they take 384 MiB at their
 * peak, or as much as one picture needs that alone takes more; what they return does not count.
 */
public final class ImageDecoder {
  static final String TOO_LARGE = "too large for this machine's memory";

  /**
   * How many times longer a reduced picture's shorter side is, at the least, than what it is shrunk
   * to: docs/decisions/0011-decoding.md has the cosines.
   */
  private static final double MARGIN = 1.5;

  /** From two megapixels on pictures are reduced: smaller ones take few milliseconds anyway. */
  private static final long LEAST_REDUCED = 1L << 21;

  static {
    NativeLibraries.configure();
    CLibrary.setEnvironment("OPENBLAS_NUM_THREADS", "1"); // OpenCV brings it; nothing here uses it
    CLibrary.setEnvironment("OPENCV_LOG_LEVEL", "OFF"); // what it has to say comes back as a reason
    CLibrary.setEnvironment("OPENCV_IO_MAX_IMAGE_PIXELS", String.valueOf(Decoding.MOST_PIXELS));
    setNumThreads(1);
  }

  private ImageDecoder() {}

  /**
   * Decodes a file held in memory, in full.
   *
   * @param file the whole file's bytes
   * @throws ImageException where they are no readable image
   */
  public static RgbImage decode(byte[] file) throws ImageException {
    return decode(file, Decoding.EXACT, 1);
  }

  /**
   * Decodes a file held in memory.
   *
   * @param file the whole file's bytes
   * @param side what the picture's shorter side will be shrunk to, in pixels
   * @throws ImageException where they are no readable image, or it has too many pixels
   */
  public static RgbImage decode(byte[] file, Decoding decoding, int side) throws ImageException {
    return best(file, decoding.maxPixels(), image -> decode(image, decoding, side));
  }

  private static RgbImage decode(EncodedImage image, Decoding decoding, int side)
      throws ImageException {
    ImageHeader header = image.header();
    return switch (header.format()) {
      case HEIC, AVIF -> heif(image);
      case JPEG, RAW -> {
        boolean isExact = decoding.exact() || header.pixels() < LEAST_REDUCED;
        int shorter = Math.min(header.width(), header.height());
        int reduction = isExact ? 1 : image.reduction(shorter, (long) Math.ceil(MARGIN * side));
        Optional<RgbImage> means = reduction == JpegMeans.SIDE ? means(image) : Optional.empty();
        yield means.isPresent()
            ? means.get()
            : decode(image, reduction, IMREAD_COLOR_RGB, mat -> reduced(mat, header));
      }
      case PNG, WEBP, GIF, BMP, TIFF ->
          decode(
              image, 1, IMREAD_COLOR_RGB, mat -> new RgbImage(mat.cols(), mat.rows(), bytes(mat)));
    };
  }

  private static Optional<RgbImage> means(EncodedImage image) {
    int height = Math.ceilDiv(image.header().height(), JpegMeans.SIDE);
    int width = Math.ceilDiv(image.header().width(), JpegMeans.SIDE);
    try (var _ = DecoderMemory.SHARED.take(image.peakBytes(JpegMeans.SIDE))) {
      return JpegMeans.decode(image)
          .map(
              rgb -> {
                try (BytePointer bytes = new BytePointer(rgb);
                    Mat mat = new Mat(height, width, CV_8UC3, bytes)) {
                  turnUpright(mat, image.header().orientation());
                  return reduced(mat, image.header());
                }
              });
    }
  }

  private static RgbImage reduced(Mat upright, ImageHeader header) {
    boolean isOnItsSide = header.orientation() >= 5;
    return new RgbImage(
        upright.cols(),
        upright.rows(),
        bytes(upright),
        isOnItsSide ? header.height() : header.width(),
        isOnItsSide ? header.width() : header.height());
  }

  private static byte[] bytes(Mat decoded) {
    byte[] rgb = new byte[Math.toIntExact(decoded.total() * 3)];
    try (BytePointer data = decoded.data()) {
      data.get(rgb);
    }
    return rgb;
  }

  /** Makes something of an encoded picture. */
  @FunctionalInterface
  interface Use<T> {
    T of(EncodedImage image) throws ImageException;
  }

  /**
   * What is made of the best picture in a file with which that succeeds.
   *
   * @throws ImageException of the first, where it succeeds with none
   */
  static <T> T best(byte[] file, long maxPixels, Use<T> use) throws ImageException {
    ImageException first = null;
    for (EncodedImage image : EncodedImage.of(file)) {
      try {
        check(image.header(), maxPixels);
        return use.of(image);
      } catch (ImageException e) {
        first = first == null ? e : first;
      }
    }
    throw first; // there is at least one picture
  }

  private static void check(ImageHeader header, long maxPixels) throws ImageException {
    if (header.pixels() > maxPixels) {
      throw new ImageException(
          "%d megapixels, more than the %d that are read; index --max-megapixels sets the limit"
              .formatted(header.pixels() / 1_000_000, maxPixels / 1_000_000));
    }
  }

  static RgbImage heif(EncodedImage image) throws ImageException {
    try (var _ = DecoderMemory.SHARED.take(image.peakBytes(1))) {
      return Heif.decode(image);
    }
  }

  /**
   * What is made of OpenCV's pixels, which are freed then. They are upright, but for those that
   * IMREAD_UNCHANGED gives.
   *
   * @param reduction of a JPEG: 1, 2, 4 or 8, which sides are divided by
   */
  static <T> T decode(EncodedImage image, int reduction, int flags, Function<Mat, T> use)
      throws ImageException {
    try (var _ = DecoderMemory.SHARED.take(peakBytes(image, reduction, flags));
        BytePointer bytes =
            new BytePointer(image.length()).put(image.file(), image.start(), image.length());
        Mat encoded = new Mat(1, image.length(), CV_8UC1, bytes);
        Mat decoded = imdecode(encoded, image.isJpeg() ? flags | jpegFlags(reduction) : flags)) {
      if (decoded.empty()) {
        throw new ImageException("damaged or cut off");
      }
      if (image.isJpeg()) {
        turnUpright(decoded, image.header().orientation());
      }
      return use.apply(decoded);
    } catch (RuntimeException e) {
      throw new ImageException("damaged image: " + reason(e));
    } catch (OutOfMemoryError e) {
      throw new ImageException(TOO_LARGE);
    }
  }

  /** With its alpha a picture may have 16 bits, and is blended. */
  private static long peakBytes(EncodedImage image, int reduction, int flags) {
    long blending = flags == IMREAD_UNCHANGED ? 14 * image.header().pixels() : 0;
    return image.peakBytes(reduction) + blending;
  }

  /** "Grayscale" is the scale alone here: the colours are another flag. */
  private static int jpegFlags(int reduction) {
    int scale =
        switch (reduction) {
          case 2 -> IMREAD_REDUCED_GRAYSCALE_2;
          case 4 -> IMREAD_REDUCED_GRAYSCALE_4;
          case 8 -> IMREAD_REDUCED_GRAYSCALE_8;
          default -> 0;
        };
    return scale | IMREAD_IGNORE_ORIENTATION; // a RAW file knows better than its preview
  }

  /** From 5 on rows and columns change places; then each mirrors what its picture shows so. */
  static void turnUpright(Mat image, int orientation) {
    if (orientation >= 5) {
      transpose(image, image);
    }
    switch (orientation) {
      case 2, 6 -> flip(image, image, 1); // left and right
      case 4, 8 -> flip(image, image, 0); // top and bottom
      case 3, 7 -> flip(image, image, -1); // both
      default -> {}
    }
  }

  /** The last line of OpenCV's message, which names the check that failed. */
  private static String reason(RuntimeException e) {
    String message = String.valueOf(e.getMessage()).strip();
    return message.substring(message.lastIndexOf('\n') + 1);
  }
}
