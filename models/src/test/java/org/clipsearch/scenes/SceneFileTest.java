package org.clipsearch.scenes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.jpeg.JpegImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffImageParser;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.clipsearch.image.ImageDecoder;
import org.clipsearch.image.ImageFormat;
import org.clipsearch.image.ImageHeader;
import org.clipsearch.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneFileTest {
  /** Before all backgrounds, and so from all quarters of the earth. */
  private static final List<Scene> SCENES = LongStream.range(0, 40).mapToObj(Scenes::of).toList();

  private static final int WIDTH = 120;
  private static final int HEIGHT = 90;

  @TempDir Path folder;

  @Test
  void pngsHaveThePaintersPixels() throws IOException {
    for (Scene scene : SCENES) {
      byte[] png = written(scene, "scene.png");
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
      BufferedImage painted = ScenePainter.paint(scene, WIDTH, HEIGHT);
      assertArrayEquals(rgb(painted), rgb(read));
      assertArrayEquals(rgb(painted), rgb(ImageDecoder.decode(png)));
      assertHeader(ImageFormat.PNG, png);
    }
  }

  @Test
  void jpegsAlmostHaveThePaintersPixels() throws IOException {
    for (Scene scene : SCENES) {
      byte[] jpeg = written(scene, "scene.jpg");
      int[] painted = rgb(ScenePainter.paint(scene, WIDTH, HEIGHT));
      assertAlike(painted, rgb(ImageIO.read(new ByteArrayInputStream(jpeg))));
      assertAlike(painted, rgb(ImageDecoder.decode(jpeg)));
      assertHeader(ImageFormat.JPEG, jpeg);
      assertArrayEquals(jpeg, SceneFile.jpeg(scene, WIDTH, HEIGHT));
    }
  }

  @Test
  void exifTellsTheOccasion() throws IOException {
    for (Scene scene : SCENES) {
      var jpeg = (JpegImageMetadata) Imaging.getMetadata(written(scene, "scene.jpeg"));
      assertOccasion(scene, jpeg.getExif());
      byte[] block = exifChunk(written(scene, "scene.PNG"));
      var png = new TiffImageParser().getMetadata(block);
      assertOccasion(scene, (TiffImageMetadata) png);
    }
  }

  @Test
  void exifNamesWhatIsToBeSeen() {
    Scene scene =
        SceneMaker.scene(
            Relation.LEFT_OF,
            SceneMaker.group(2, Colour.RED, Kind.BIRD),
            SceneMaker.group(1, Colour.GREEN, Kind.COOK));
    assertEquals("red bird, cook in green, a beach", Exif.description(scene));
  }

  @Test
  void filesAreReplacedAsAWholeOrNotAtAll() throws IOException {
    Path file = folder.resolve("scene.jpg");
    SceneFile.write(SCENES.getFirst(), file, WIDTH, HEIGHT);
    SceneFile.write(SCENES.getLast(), file, WIDTH, HEIGHT);
    byte[] last = SceneFile.jpeg(SCENES.getLast(), WIDTH, HEIGHT);
    assertArrayEquals(last, Files.readAllBytes(file));
    assertThrows(
        IllegalArgumentException.class, () -> SceneFile.write(SCENES.getFirst(), file, 0, HEIGHT));
    assertArrayEquals(last, Files.readAllBytes(file));
    Path occupied = Files.createDirectories(folder.resolve("occupied.png/by")).getParent();
    assertThrows(
        IOException.class, () -> SceneFile.write(SCENES.getFirst(), occupied, WIDTH, HEIGHT));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(occupied, file), files.sorted().toList());
    }
  }

  @Test
  void otherSuffixesAreRefused() {
    Path file = folder.resolve("scene.gif");
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SceneFile.write(SCENES.getFirst(), file, WIDTH, HEIGHT));
    assertEquals("neither .jpg, .jpeg nor .png: " + file, e.getMessage());
    assertTrue(Files.notExists(file));
  }

  private byte[] written(Scene scene, String name) throws IOException {
    Path file = folder.resolve(name);
    SceneFile.write(scene, file, WIDTH, HEIGHT);
    return Files.readAllBytes(file);
  }

  private static void assertOccasion(Scene scene, TiffImageMetadata exif) throws IOException {
    Occasion occasion = Occasion.of(scene);
    String time = exif.getFieldValue(ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL)[0];
    String offset = exif.getFieldValue(Exif.OFFSET_TIME_ORIGINAL)[0];
    LocalDateTime local =
        LocalDateTime.parse(time, DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT));
    assertEquals(occasion.taken(), local.atOffset(ZoneOffset.of(offset)));
    assertEquals(time, exif.getFieldValue(TiffTagConstants.TIFF_TAG_DATE_TIME)[0]);
    assertEquals(occasion.latitude(), exif.getGpsInfo().getLatitudeAsDegreesNorth(), 1e-6);
    assertEquals(occasion.longitude(), exif.getGpsInfo().getLongitudeAsDegreesEast(), 1e-6);
    assertEquals(Exif.MAKER, exif.getFieldValue(TiffTagConstants.TIFF_TAG_MAKE)[0]);
    assertEquals(Exif.MAKER, exif.getFieldValue(TiffTagConstants.TIFF_TAG_SOFTWARE)[0]);
    assertEquals(
        Exif.description(scene),
        exif.getFieldValue(TiffTagConstants.TIFF_TAG_IMAGE_DESCRIPTION)[0]);
  }

  private static void assertHeader(ImageFormat format, byte[] file) throws IOException {
    ImageHeader header = ImageHeader.read(file);
    assertEquals(format, header.format());
    assertEquals(WIDTH + " x " + HEIGHT, header.width() + " x " + header.height());
    assertEquals(1, header.orientation());
  }

  /** Right behind the header chunk, with the right sum. */
  private static byte[] exifChunk(byte[] png) {
    ByteBuffer chunk = ByteBuffer.wrap(png, 33, png.length - 33).slice();
    byte[] data = new byte[chunk.getInt(0)];
    chunk.get(8, data);
    CRC32 sum = new CRC32();
    sum.update("eXIf".getBytes(StandardCharsets.US_ASCII));
    sum.update(data);
    assertEquals((int) sum.getValue(), chunk.getInt(8 + data.length));
    return data;
  }

  private static int[] rgb(BufferedImage image) {
    return image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
  }

  private static int[] rgb(RgbImage image) {
    byte[] bytes = image.rgb();
    int[] rgb = new int[bytes.length / 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] =
          0xff000000
              | (bytes[3 * i] & 0xff) << 16
              | (bytes[3 * i + 1] & 0xff) << 8
              | (bytes[3 * i + 2] & 0xff);
    }
    return rgb;
  }

  /** A mean difference of a few levels in each channel. */
  private static void assertAlike(int[] expected, int[] actual) {
    assertEquals(expected.length, actual.length);
    long sum = 0;
    for (int i = 0; i < expected.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        sum += Math.abs((expected[i] >> shift & 0xff) - (actual[i] >> shift & 0xff));
      }
    }
    double mean = sum / (3.0 * expected.length);
    assertTrue(mean < 8, () -> "differs by " + mean);
  }
}
