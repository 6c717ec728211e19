package org.clipsearch.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
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

  private JpegRendition() {}

  /**
   * Makes the JPEG.
   *
   * @param file the whole file's bytes
   * @param side what the longer side is shrunk to, in pixels; a smaller picture stays as it is
   * @throws ImageException where they are no readable image
   */
  public static byte[] of(byte[] file, int side) throws ImageException {
    return ImageDecoder.best(file, Decoding.DEFAULT.maxPixels(), image -> of(image, side));
  }

  private static byte[] of(EncodedImage image, int side) throws ImageException {
    ImageHeader header = image.header();
    return switch (header.format()) {
      case PNG, WEBP, GIF -> // may be transparent
          ImageDecoder.decode(
              image, 1, IMREAD_UNCHANGED, mat -> onWhite(mat, header.orientation(), side));
      case JPEG, RAW -> {
        int reduction = image.reduction(Math.max(header.width(), header.height()), side);
        yield ImageDecoder.decode(image, reduction, IMREAD_COLOR, mat -> encode(mat, side));
      }
      case BMP, TIFF -> ImageDecoder.decode(image, 1, IMREAD_COLOR, mat -> encode(mat, side));
      case HEIC, AVIF -> encode(ImageDecoder.heif(image), side);
    };
  }

  private static byte[] encode(RgbImage image, int side) {
    try (BytePointer rgb = new BytePointer(image.rgb());
        Mat mat = new Mat(image.height(), image.width(), CV_8UC3, rgb)) {
      cvtColor(mat, mat, COLOR_RGB2BGR);
      return encode(mat, side);
    }
  }

  /** With its alpha OpenCV leaves a picture lie as it is stored. */
  private static byte[] onWhite(Mat image, int orientation, int side) {
    ImageDecoder.turnUpright(image, orientation);
    try (Mat shallow = new Mat()) {
      Mat opaque = image;
      if (image.depth() == CV_16U) {
        image.convertTo(shallow, CV_8U, 1.0 / 257, 0);
        opaque = shallow;
      }
      if (opaque.channels() < 4) {
        return encode(opaque, side);
      }
      try (Mat blended = blendOnWhite(opaque)) {
        return encode(blended, side);
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

  private static byte[] encode(Mat image, int side) {
    double scale = (double) side / Math.max(image.cols(), image.rows());
    if (scale >= 1) {
      return jpeg(image);
    }
    try (Mat small = new Mat();
        Size size = new Size(shrunk(image.cols(), scale), shrunk(image.rows(), scale))) {
      resize(image, small, size, 0, 0, INTER_AREA);
      return jpeg(small);
    }
  }

  private static int shrunk(int length, double scale) {
    return Math.max(1, (int) Math.round(length * scale));
  }

  private static byte[] jpeg(Mat image) {
    try (BytePointer jpeg = new BytePointer();
        IntPointer quality = new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY)) {
      imencode(".jpg", image, jpeg, quality);
      byte[] bytes = new byte[Math.toIntExact(jpeg.limit())];
      jpeg.get(bytes);
      return bytes;
    }
  }
}
