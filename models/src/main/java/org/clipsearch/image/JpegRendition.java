package org.clipsearch.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A readable picture as an upright JPEG for people to look at, small or at full size; what is
 * transparent in PNG, WebP or GIF becomes white. Thread-safe, and takes one core.
 */
public final class JpegRendition {
  /** Of the longer side: the JPEG format ends at 65,535. */
  public static final int FULL_SIZE = 65_500;

  /** Traces of compression are hard to see from here on; libjpeg's scale, up to 100. */
  private static final int QUALITY = 85;

  /** What OpenCV turns by itself; the first of EXIF's eight orientations. */
  private static final int UPRIGHT = 1;

  private JpegRendition() {}

  /**
   * Makes the JPEG.
   *
   * @param file the whole file's bytes
   * @param side what the longer side is shrunk to, in pixels; a smaller picture stays as it is
   * @throws ImageException where they are no readable image
   */
  public static byte[] of(byte[] file, int side) throws ImageException {
    ImageHeader header = ImageDecoder.header(file);
    return switch (header.format()) {
      case PNG, WEBP, GIF -> // may be transparent
          ImageDecoder.decode(
              file, IMREAD_UNCHANGED, image -> onWhite(image, header.orientation(), side));
      case JPEG -> {
        int flags = reducedColor(Math.max(header.width(), header.height()), side);
        yield ImageDecoder.decode(file, flags, image -> encode(image, UPRIGHT, side));
      }
      case BMP, TIFF ->
          ImageDecoder.decode(file, IMREAD_COLOR, image -> encode(image, UPRIGHT, side));
    };
  }

  /** libjpeg decodes at a half, a quarter, an eighth for less: the smallest that is enough. */
  private static int reducedColor(int longerSide, int side) {
    if (longerSide / 8 >= side) {
      return IMREAD_REDUCED_COLOR_8;
    }
    if (longerSide / 4 >= side) {
      return IMREAD_REDUCED_COLOR_4;
    }
    return longerSide / 2 >= side ? IMREAD_REDUCED_COLOR_2 : IMREAD_COLOR;
  }

  /** With its alpha OpenCV leaves a picture lie as it is stored. */
  private static byte[] onWhite(Mat image, int orientation, int side) {
    try (Mat shallow = new Mat()) {
      Mat opaque = image;
      if (image.depth() == CV_16U) {
        image.convertTo(shallow, CV_8U, 1.0 / 257, 0);
        opaque = shallow;
      }
      if (opaque.channels() < 4) {
        return encode(opaque, orientation, side);
      }
      try (Mat blended = blendOnWhite(opaque)) {
        return encode(blended, orientation, side);
      }
    }
  }

  private static Mat blendOnWhite(Mat bgra) {
    byte[] in = new byte[Math.toIntExact(bgra.total() * 4)];
    try (BytePointer data = bgra.data()) {
      data.get(in);
    }
    byte[] out = new byte[in.length / 4 * 3];
    for (int i = 0; i < in.length / 4; i++) {
      int alpha = in[4 * i + 3] & 0xff;
      for (int c = 0; c < 3; c++) {
        int blended = (in[4 * i + c] & 0xff) * alpha + 255 * (255 - alpha);
        out[3 * i + c] = (byte) ((blended + 127) / 255);
      }
    }
    Mat bgr = new Mat(bgra.rows(), bgra.cols(), CV_8UC3);
    try (BytePointer data = bgr.data()) {
      data.put(out);
    }
    return bgr;
  }

  private static byte[] encode(Mat image, int orientation, int side) {
    double scale = (double) side / Math.max(image.cols(), image.rows());
    if (scale >= 1) {
      return encodeUpright(image, orientation);
    }
    try (Mat small = new Mat();
        Size size = new Size(shrunk(image.cols(), scale), shrunk(image.rows(), scale))) {
      resize(image, small, size, 0, 0, INTER_AREA);
      return encodeUpright(small, orientation);
    }
  }

  private static int shrunk(int length, double scale) {
    return Math.max(1, (int) Math.round(length * scale));
  }

  private static byte[] encodeUpright(Mat image, int orientation) {
    turnUpright(image, orientation);
    try (BytePointer jpeg = new BytePointer();
        IntPointer quality = new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY)) {
      imencode(".jpg", image, jpeg, quality);
      byte[] bytes = new byte[Math.toIntExact(jpeg.limit())];
      jpeg.get(bytes);
      return bytes;
    }
  }

  /** From 5 on rows and columns change places; then each mirrors what its picture shows so. */
  private static void turnUpright(Mat image, int orientation) {
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
}
