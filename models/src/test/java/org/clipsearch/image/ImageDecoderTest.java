package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.clipsearch.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding, against pictures that the JDK's encoders or a few lines of our own write. */
class ImageDecoderTest {
  private static final RgbImage IMAGE = TestImages.waves(40, 30, 1);

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void losslessFormatsComeBackAsTheyWere(String format) throws IOException {
    RgbImage decoded = ImageDecoder.decode(TestImages.encode(IMAGE, format));
    assertEquals(IMAGE.width(), decoded.width());
    assertArrayEquals(IMAGE.rgb(), decoded.rgb());
  }

  @ParameterizedTest
  @CsvSource({"jpg, 8", "gif, 60"})
  void lossyFormatsComeClose(String format, int levels) throws IOException {
    RgbImage decoded = ImageDecoder.decode(TestImages.encode(IMAGE, format));
    assertEquals(0, meanDifference(IMAGE, decoded), levels);
  }

  private static double meanDifference(RgbImage a, RgbImage b) {
    assertEquals(a.rgb().length, b.rgb().length);
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
    }
    return sum / a.rgb().length;
  }

  @Test
  void alphaIsDroppedAndNotBlended() throws IOException {
    BufferedImage argb = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    argb.setRGB(0, 0, 0x00102030); // fully transparent
    argb.setRGB(1, 0, 0x80405060);
    byte[] expected = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60};
    assertArrayEquals(expected, ImageDecoder.decode(TestImages.encode(argb, "png")).rgb());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_USHORT_GRAY
      })
  void grayOfAnyDepthHasEqualChannels(int type) throws IOException {
    byte[] png = TestImages.encode(TestImages.buffered(IMAGE, type), "png");
    byte[] rgb = ImageDecoder.decode(png).rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      assertEquals(rgb[i], rgb[i + 1]);
      assertEquals(rgb[i], rgb[i + 2]);
    }
  }

  /** Where the picture's red, green and blue corners lie after the turn that a tag asks for. */
  @ParameterizedTest
  @CsvSource({
    "1, 4, 2, RGBW", "2, 4, 2, GRWB", "3, 4, 2, WBGR", "4, 4, 2, BWRG",
    "5, 2, 4, RBGW", "6, 2, 4, BRWG", "7, 2, 4, WGBR", "8, 2, 4, GWRB"
  })
  void orientationIsAppliedInEveryFormatThatCarriesIt(
      int orientation, int width, int height, String corners) throws IOException {
    for (byte[] file :
        new byte[][] {
          OrientedImages.png(orientation),
          OrientedImages.tiff(orientation),
          OrientedImages.webp(orientation)
        }) {
      RgbImage image = ImageDecoder.decode(file);
      assertEquals(width + " x " + height, image.width() + " x " + image.height());
      assertEquals(corners, OrientedImages.corners(image));
    }
    RgbImage jpeg = ImageDecoder.decode(OrientedImages.jpeg(orientation));
    assertEquals(corners, OrientedImages.corners(jpeg));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void cutOffFilesAreErrors(String format) throws IOException {
    byte[] file = TestImages.encode(IMAGE, format);
    for (int percent = 1; percent < 98; percent++) {
      byte[] cut = Arrays.copyOf(file, file.length * percent / 100);
      ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(cut));
      assertTrue(e.getMessage().startsWith("damaged"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "not an image at all, only some words", "GIF89a", "BM"})
  void whatIsNoImageIsAnError(String content) {
    byte[] file = content.getBytes(StandardCharsets.UTF_8);
    assertThrows(ImageException.class, () -> ImageDecoder.decode(file));
  }

  @Test
  void sizeIsCheckedBeforeDecoding() throws IOException {
    byte[] png = TestImages.encode(IMAGE, "png");
    png[16] = 0x00; // width and height, at 60,000 each
    png[18] = (byte) 0xea;
    png[19] = 0x60;
    png[22] = (byte) 0xea;
    png[23] = 0x60;
    assertEquals(3_600_000_000L, ImageHeader.read(png).pixels());
    ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(png));
    assertTrue(e.getMessage().startsWith("3600 megapixels"), e.getMessage());
  }

  @Test
  void staleSizeInExifDoesNotCount() throws IOException {
    byte[] jpeg = OrientedImages.jpegWithStaleSize(20_000, 20_000);
    assertEquals(64 * 32, ImageHeader.read(jpeg).pixels());
    assertEquals(64, ImageDecoder.decode(jpeg).width());
  }

  @Test
  void filesThatCannotBeReadWholeAreErrors(@TempDir Path directory) throws IOException {
    assertThrows(ImageException.class, () -> ImageFile.read(directory));
    Path large = directory.resolve("large.tif");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(3L << 30); // sparse
    }
    ImageException e = assertThrows(ImageException.class, () -> ImageFile.read(large));
    assertEquals("larger than 1024 MiB", e.getMessage());
  }

  @Test
  void lyingChunkLengthIsAnError() throws IOException {
    byte[] png = OrientedImages.png(1);
    png[33] = 0x7f; // the first chunk behind the header claims 2 GB
    assertThrows(ImageException.class, () -> ImageDecoder.decode(png));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void flippedBytesNeverStopTheProcess(String format) throws IOException {
    byte[] file = TestImages.encode(IMAGE, format);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400; i++) {
      byte[] damaged = file.clone();
      for (int flips = random.nextInt(1, 8); flips > 0; flips--) {
        damaged[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      try {
        RgbImage decoded = ImageDecoder.decode(damaged);
        assertEquals(3L * decoded.width() * decoded.height(), decoded.rgb().length);
        long claimed = ImageHeader.read(damaged).pixels();
        assertEquals(claimed, (long) decoded.width() * decoded.height(), "size checked, and true");
      } catch (ImageException e) {
        assertTrue(e.getMessage().length() > 5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void headersTellTheSize(String format) throws IOException {
    assertEquals(1200, ImageHeader.read(TestImages.encode(IMAGE, format)).pixels());
  }
}
