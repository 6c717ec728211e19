package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.clipsearch.scenes.ScenePainter;
import org.clipsearch.scenes.Scenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HEIC and AVIF: headers on every machine, pixels where libheif is installed. */
class HeifTest {
  @ParameterizedTest
  @CsvSource({
    "scene.heic, HEIC",
    "scene.avif, AVIF",
    "ten-bit.heic, HEIC",
    "exif-says-turn.heic, HEIC"
  })
  void headersTellFormatAndSize(String name, ImageFormat format) throws IOException {
    ImageHeader header = ImageHeader.read(HeifFiles.read(name));
    assertEquals(new ImageHeader(format, HeifFiles.WIDTH, HeifFiles.HEIGHT), header);
  }

  @Test
  void headersTellTheSizeAsItIsShown() throws IOException {
    for (int quarters = 0; quarters < 4; quarters++) {
      ImageHeader header = ImageHeader.read(HeifFiles.turned("scene.heic", quarters));
      boolean isOnItsSide = quarters % 2 == 1;
      assertEquals(isOnItsSide ? HeifFiles.HEIGHT : HeifFiles.WIDTH, header.width());
      assertEquals(isOnItsSide ? HeifFiles.WIDTH : HeifFiles.HEIGHT, header.height());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scene.heic", "scene.avif"})
  void hugeOnesAreRefusedByTheirHeader(String name) throws IOException {
    byte[] huge = HeifFiles.claiming(name, 60_000, 60_000);
    ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(huge));
    assertTrue(e.getMessage().startsWith("3600 megapixels"), e.getMessage());
    byte[] wide = HeifFiles.claiming(name, -1, -1); // as unsigned numbers
    assertThrows(ImageException.class, () -> ImageDecoder.decode(wide));
    byte[] none = HeifFiles.claiming(name, 0, 0);
    e = assertThrows(ImageException.class, () -> ImageDecoder.decode(none));
    assertTrue(e.getMessage().startsWith("damaged"), e.getMessage());
  }

  @Test
  void countBeyondTheBoxIsAnError() throws IOException {
    byte[] file = HeifFiles.read("scene.heic");
    file[HeifFiles.find(file, "ipma") + 14] = (byte) 255; // properties of the first item
    ImageException e = assertThrows(ImageException.class, () -> ImageHeader.read(file));
    assertTrue(e.getMessage().startsWith("damaged"), e.getMessage());
  }

  @Test
  void absenceOfTheLibraryIsToldWithWhatToDo() {
    assertEquals(Optional.empty(), HeifLibrary.load(List.of("libheif-that-is-not-there.so")));
    String heic = Heif.obstacle(ImageFormat.HEIC, Optional.empty()).orElseThrow();
    assertTrue(heic.contains("apt install libheif1"), heic);
    assertTrue(heic.contains("libheif-freeworld"), heic);
    String avif = Heif.obstacle(ImageFormat.AVIF, Optional.empty()).orElseThrow();
    assertTrue(avif.contains("brew install libheif"), avif);
    assertTrue(ReadableFormat.all().stream().anyMatch(f -> f.name().equals("HEIC")));
  }

  @ParameterizedTest
  @CsvSource({"scene.heic", "scene.avif", "ten-bit.heic", "exif-says-turn.heic"})
  void pixelsAreTheScenesThatWasDrawn(String name) throws IOException {
    HeifFiles.assumeReadable(ImageHeader.read(HeifFiles.read(name)).format());
    RgbImage decoded = ImageDecoder.decode(HeifFiles.read(name));
    BufferedImage drawn = ScenePainter.paint(Scenes.of(1), HeifFiles.WIDTH, HeifFiles.HEIGHT);
    assertEquals(HeifFiles.WIDTH, decoded.width());
    double off = 0;
    for (int i = 0; i < HeifFiles.WIDTH * HeifFiles.HEIGHT; i++) {
      int rgb = drawn.getRGB(i % HeifFiles.WIDTH, i / HeifFiles.WIDTH);
      for (int c = 0; c < 3; c++) {
        off += Math.abs((decoded.rgb()[3 * i + c] & 0xff) - (rgb >> (16 - 8 * c) & 0xff));
      }
    }
    assertTrue(off / decoded.rgb().length < 4, "levels off: " + off / decoded.rgb().length);
  }

  /** By their own box, once, whatever EXIF says besides. */
  @ParameterizedTest
  @ValueSource(strings = {"scene.heic", "exif-says-turn.heic"})
  void picturesAreTurnedOnce(String name) throws IOException {
    HeifFiles.assumeReadable(ImageFormat.HEIC);
    RgbImage plain = ImageDecoder.decode(HeifFiles.read(name));
    RgbImage turned = ImageDecoder.decode(HeifFiles.turned(name, 3));
    assertArrayEquals(clockwise(plain).rgb(), turned.rgb());
    BufferedImage shown =
        ImageIO.read(new ByteArrayInputStream(JpegRendition.of(HeifFiles.turned(name, 3), 80)));
    assertEquals("56 x 80", shown.getWidth() + " x " + shown.getHeight());
  }

  private static RgbImage clockwise(RgbImage image) {
    int width = image.height();
    int height = image.width();
    byte[] rgb = new byte[image.rgb().length];
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      int from = (image.height() - 1 - x) * image.width() + y;
      System.arraycopy(image.rgb(), 3 * from, rgb, 3 * i, 3);
    }
    return new RgbImage(width, height, rgb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scene.heic", "scene.avif"})
  void renditionsShowTheSameColours(String name) throws IOException {
    byte[] file = HeifFiles.read(name);
    HeifFiles.assumeReadable(ImageHeader.read(file).format());
    RgbImage decoded = ImageDecoder.decode(file);
    RgbImage shown = ImageDecoder.decode(JpegRendition.of(file, JpegRendition.FULL_SIZE));
    assertEquals(decoded.width(), shown.width());
    double off = 0;
    for (int i = 0; i < decoded.rgb().length; i++) {
      off += Math.abs((decoded.rgb()[i] & 0xff) - (shown.rgb()[i] & 0xff));
    }
    assertTrue(off / decoded.rgb().length < 4, "levels off: " + off / decoded.rgb().length);
  }
}
