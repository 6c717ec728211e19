package org.clipsearch.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.clipsearch.platform.CLibrary;
import org.clipsearch.platform.NativeLibraries;

/**
 * Decodes image files to upright RGB: EXIF orientation applied, alpha dropped, the first frame of
 * an animation, 16 bits cut to 8. Thread-safe; run as many at once as there are cores, each takes
 * one thread.
 */
public final class ImageDecoder {
  /** A phone's 200 megapixels pass; at three bytes a pixel this is 768 MiB. */
  static final long MAX_PIXELS = 1L << 28;

  static {
    NativeLibraries.configure();
    CLibrary.setEnvironment("OPENBLAS_NUM_THREADS", "1"); // OpenCV brings it; nothing here uses it
    CLibrary.setEnvironment("OPENCV_LOG_LEVEL", "OFF"); // what it has to say comes back as a reason
    CLibrary.setEnvironment("OPENCV_IO_MAX_IMAGE_PIXELS", String.valueOf(MAX_PIXELS));
    setNumThreads(1);
  }

  private ImageDecoder() {}

  /**
   * Decodes a file held in memory.
   *
   * @param file the whole file's bytes
   * @throws ImageException where they are no readable image
   */
  public static RgbImage decode(byte[] file) throws ImageException {
    header(file);
    return decode(
        file,
        IMREAD_COLOR_RGB,
        decoded -> new RgbImage(decoded.cols(), decoded.rows(), bytes(decoded)));
  }

  /** Of a file that may be decoded: only then is it handed to {@link #decode}. */
  static ImageHeader header(byte[] file) throws ImageException {
    if (file.length == 0) {
      throw new ImageException("empty file");
    }
    ImageHeader header = ImageHeader.read(file);
    if (header.pixels() > MAX_PIXELS) {
      throw new ImageException(
          "%d megapixels, more than the %d that are read"
              .formatted(header.pixels() / 1_000_000, MAX_PIXELS / 1_000_000));
    }
    return header;
  }

  /** What is made of the decoder's pixels, which are freed then. */
  static <T> T decode(byte[] file, int flags, Function<Mat, T> use) throws ImageException {
    try (BytePointer bytes = new BytePointer(file);
        Mat encoded = new Mat(1, file.length, CV_8UC1, bytes);
        Mat decoded = imdecode(encoded, flags)) {
      if (decoded.empty()) {
        throw new ImageException("damaged or cut off");
      }
      return use.apply(decoded);
    } catch (RuntimeException e) {
      throw new ImageException("damaged image: " + reason(e));
    } catch (OutOfMemoryError e) {
      throw new ImageException("too large for this machine's memory");
    }
  }

  private static byte[] bytes(Mat decoded) {
    byte[] rgb = new byte[Math.toIntExact(decoded.total() * 3)];
    try (BytePointer data = decoded.data()) {
      data.get(rgb);
    }
    return rgb;
  }

  /** The last line of OpenCV's message, which names the check that failed. */
  private static String reason(RuntimeException e) {
    String message = String.valueOf(e.getMessage()).strip();
    return message.substring(message.lastIndexOf('\n') + 1);
  }
}
