package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.clipsearch.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made for people to look at, read back by the JDK's own decoder. */
class JpegRenditionTest {
  private static BufferedImage render(byte[] file, int side) throws IOException {
    byte[] jpeg = JpegRendition.of(file, side);
    assertEquals(ImageFormat.JPEG, ImageFormat.of(jpeg).orElseThrow());
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static RgbImage rendered(byte[] file, int side) throws IOException {
    return ImageDecoder.decode(JpegRendition.of(file, side));
  }

  @ParameterizedTest
  @CsvSource({
    "4000 x 3000, 256, 256 x 192",
    "1000 x 3000, 256, 85 x 256",
    "300 x 200, 256, 256 x 171",
    "100 x 80, 256, 100 x 80",
    "3000 x 2, 64, 64 x 1"
  })
  void fitsIntoASquareAndIsNeverEnlarged(String size, int side, String expected)
      throws IOException {
    String[] sides = size.split(" x ", -1);
    RgbImage waves = TestImages.waves(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), 1);
    for (String format : new String[] {"jpg", "png", "tiff"}) {
      BufferedImage small = render(TestImages.encode(waves, format), side);
      assertEquals(expected, small.getWidth() + " x " + small.getHeight(), format);
    }
  }

  /** Shrinking at once in libjpeg, or after decoding all of it, shows the same. */
  @Test
  void decodingAtAReducedSizeShowsTheSame() throws IOException {
    byte[] rgb = new byte[3 * 2000 * 1500];
    for (int i = 0; i < 2000 * 1500; i++) {
      rgb[3 * i] = (byte) (i % 2000 / 8);
      rgb[3 * i + 1] = (byte) (i / 2000 / 6);
      rgb[3 * i + 2] = (byte) (i % 2000 / 300 * 40);
    }
    RgbImage picture = new RgbImage(2000, 1500, rgb);
    byte[] fromJpeg = rendered(TestImages.encode(picture, "jpg"), 200).rgb();
    byte[] fromBmp = rendered(TestImages.encode(picture, "bmp"), 200).rgb();
    double sum = 0;
    for (int i = 0; i < fromBmp.length; i++) {
      sum += Math.abs((fromBmp[i] & 0xff) - (fromJpeg[i] & 0xff));
    }
    assertEquals(0, sum / fromBmp.length, 1.5);
  }

  /** Where the picture's red, green and blue corners lie after the turn that a tag asks for. */
  @ParameterizedTest
  @CsvSource({
    "1, RGBW", "2, GRWB", "3, WBGR", "4, BWRG", "5, RBGW", "6, BRWG", "7, WGBR", "8, GWRB"
  })
  void isUprightWhateverTheFormat(int orientation, String corners) throws IOException {
    for (byte[] file :
        new byte[][] {
          OrientedImages.png(orientation),
          OrientedImages.tiff(orientation),
          OrientedImages.webp(orientation),
          OrientedImages.jpeg(orientation)
        }) {
      assertEquals(corners, cornersByBrightness(rendered(file, 64)));
    }
  }

  /** JPEG blurs the hue of so small a picture, but not how bright red, green and blue are. */
  private static String cornersByBrightness(RgbImage image) {
    int width = image.width();
    int last = width * image.height() - 1;
    StringBuilder corners = new StringBuilder();
    for (int at : new int[] {0, width - 1, last - width + 1, last}) {
      byte[] rgb = image.rgb();
      double luma =
          0.299 * (rgb[3 * at] & 0xff)
              + 0.587 * (rgb[3 * at + 1] & 0xff)
              + 0.114 * (rgb[3 * at + 2] & 0xff);
      corners.append(luma < 52 ? 'B' : luma < 113 ? 'R' : luma < 202 ? 'G' : 'W');
    }
    return corners.toString();
  }

  @Test
  void whatIsTransparentBecomesWhite() throws IOException {
    BufferedImage argb = new BufferedImage(32, 16, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 32 * 16; i++) {
      argb.setRGB(i % 32, i / 32, i % 32 < 16 ? 0x00ff0000 : 0x80000000);
    }
    BufferedImage shown = render(TestImages.encode(argb, "png"), 64);
    assertEquals(255, shown.getRGB(4, 8) & 0xff, 3);
    assertEquals(127, shown.getRGB(28, 8) & 0xff, 3);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_USHORT_GRAY
      })
  void grayOfAnyDepthIsShown(int type) throws IOException {
    RgbImage waves = TestImages.waves(40, 30, 1);
    BufferedImage gray = TestImages.buffered(waves, type);
    RgbImage shown = rendered(TestImages.encode(gray, "png"), 64);
    RgbImage decoded = ImageDecoder.decode(TestImages.encode(gray, "png"));
    int at = 3 * (15 * 40 + 20);
    assertEquals(decoded.rgb()[at] & 0xff, shown.rgb()[at] & 0xff, 40);
    assertEquals(40, shown.width());
  }

  @Test
  void damagedAndHugeFilesAreErrors() throws IOException {
    assertThrows(ImageException.class, () -> JpegRendition.of(new byte[0], 64));
    assertThrows(ImageException.class, () -> JpegRendition.of(new byte[100], 64));
    byte[] png = TestImages.encode(TestImages.waves(40, 30, 1), "png");
    png[18] = (byte) 0xea; // 60,000 x 60,000
    png[22] = (byte) 0xea;
    ImageException e = assertThrows(ImageException.class, () -> JpegRendition.of(png, 64));
    assertTrue(e.getMessage().contains("megapixels"), e.getMessage());
  }
}
