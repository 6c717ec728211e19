package org.clipsearch.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.clipsearch.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks' means, against libjpeg-turbo's decoding at an eighth. */
class JpegMeansTest {
  private static final int SAMPLING_444 = 0x111111;
  private static final int SAMPLING_440 = 0x121111;
  private static final int SAMPLING_422 = 0x211111;
  private static final int SAMPLING_420 = 0x221111;

  /** Detail of all sizes, in colours that change slowly and edges that do not. */
  private static byte[] pixels(int width, int height, int channels, int noise) {
    SplittableRandom random = new SplittableRandom(width + noise);
    byte[] pixels = new byte[width * height * channels];
    for (int i = 0; i < pixels.length; i++) {
      int pixel = i / channels;
      int row = pixel / width;
      double wave = Math.sin(pixel % width / (9.0 + i % channels)) + Math.cos(row / 17.0);
      int edge = (pixel % width / 40 + row / 40) % 2 * 40;
      int value = (int) (110 + 45 * wave) + edge + random.nextInt(-noise, noise + 1);
      pixels[i] = (byte) Math.clamp(value, 0, 255);
    }
    return pixels;
  }

  private static byte[] jpeg(int width, int height, int channels, int... options) {
    byte[] pixels = pixels(width, height, channels, 20);
    try (BytePointer data = new BytePointer(pixels);
        Mat mat = new Mat(height, width, channels == 1 ? CV_8UC1 : CV_8UC3, data);
        BytePointer out = new BytePointer();
        IntPointer how = new IntPointer(options)) {
      imencode(".jpg", mat, out, how);
      byte[] bytes = new byte[Math.toIntExact(out.limit())];
      out.get(bytes);
      return bytes;
    }
  }

  private static byte[] means(byte[] file) throws ImageException {
    return JpegMeans.decode(EncodedImage.of(file).getFirst()).orElseThrow();
  }

  private static byte[] libjpeg(byte[] file) {
    int flags = IMREAD_COLOR_RGB | IMREAD_REDUCED_GRAYSCALE_8 | IMREAD_IGNORE_ORIENTATION;
    try (BytePointer bytes = new BytePointer(file);
        Mat encoded = new Mat(1, file.length, CV_8UC1, bytes);
        Mat decoded = imdecode(encoded, flags)) {
      byte[] rgb = new byte[Math.toIntExact(decoded.total() * 3)];
      decoded.data().get(rgb);
      return rgb;
    }
  }

  /** Where colours are not halved, libjpeg takes the first coefficients too: all is the same. */
  @ParameterizedTest
  @CsvSource({
    "640, 480, 3, 95",
    "641, 479, 3, 75",
    "1, 1, 3, 90",
    "7, 200, 3, 30",
    "640, 481, 1, 95",
    "333, 777, 1, 10",
    "800, 600, 3, 100"
  })
  void areLibjpegs(int width, int height, int channels, int quality) throws Exception {
    for (int optimize = 0; optimize < 2; optimize++) {
      for (int restart : new int[] {0, 1, 7}) {
        byte[] file =
            jpeg(
                width,
                height,
                channels,
                IMWRITE_JPEG_QUALITY,
                quality,
                IMWRITE_JPEG_SAMPLING_FACTOR,
                SAMPLING_444,
                IMWRITE_JPEG_OPTIMIZE,
                optimize,
                IMWRITE_JPEG_RST_INTERVAL,
                restart);
        assertArrayEquals(libjpeg(file), means(file), "restart " + restart);
      }
    }
  }

  /** Of what is decoded in full. */
  @ParameterizedTest
  @CsvSource({"640, 480", "648, 472", "656, 496", "16, 16"})
  void areAveragesWhereColoursAreHalved(int width, int height) throws Exception {
    for (int sampling : new int[] {SAMPLING_440, SAMPLING_422, SAMPLING_420}) {
      byte[] file = jpeg(width, height, 3, IMWRITE_JPEG_SAMPLING_FACTOR, sampling);
      double off = off(averages(ImageDecoder.decode(file)), means(file));
      assertTrue(off < 1, "levels off: " + off);
    }
  }

  private static double[] averages(RgbImage image) {
    int across = image.width() / 8;
    double[] averages = new double[3 * across * (image.height() / 8)];
    for (int i = 0; i < image.rgb().length; i++) {
      int x = i / 3 % image.width() / 8;
      int y = i / 3 / image.width() / 8;
      averages[3 * (y * across + x) + i % 3] += (image.rgb()[i] & 0xff) / 64.0;
    }
    return averages;
  }

  private static double off(double[] expected, byte[] actual) {
    double off = 0;
    for (int i = 0; i < expected.length; i++) {
      off += Math.abs(expected[i] - (actual[i] & 0xff)) / expected.length;
    }
    return off;
  }

  @Test
  void whatIsOfAnotherKindIsLeft() throws Exception {
    assertLeft(TestImages.progressiveJpeg(TestImages.waves(80, 60, 1)));
    assertLeft(TestImages.cmykJpeg(80, 60));
    assertLeft(jpeg(80, 60, 3, IMWRITE_JPEG_SAMPLING_FACTOR, 0x411111));
    byte[] sound = jpeg(80, 60, 3);
    assertTrue(JpegMeans.decode(EncodedImage.of(sound).getFirst()).isPresent());
    assertLeft(Arrays.copyOf(sound, sound.length / 2));
  }

  private static void assertLeft(byte[] file) throws ImageException {
    assertTrue(JpegMeans.decode(EncodedImage.of(file).getFirst()).isEmpty());
  }

  /** Whatever is changed, it ends, and without an error. */
  @Test
  void damageEnds() throws Exception {
    byte[] sound = jpeg(320, 240, 3, IMWRITE_JPEG_RST_INTERVAL, 10);
    SplittableRandom random = new SplittableRandom(1);
    int left = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] file = sound.clone();
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        file[random.nextInt(2, file.length)] = (byte) random.nextInt();
      }
      EncodedImage image = new EncodedImage(file, 0, EncodedImage.of(sound).getFirst().header());
      left += JpegMeans.decode(image).isEmpty() ? 1 : 0;
    }
    assertTrue(left > 100, "only " + left + " were found to be damaged");
  }
}
