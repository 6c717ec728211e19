package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.clipsearch.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RAW files, by files that are built as cameras build them; no real ones are at hand. */
class RawFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"CR2", "CR3", "NEF", "ARW", "DNG", "ORF", "RW2", "RAF"})
  void largestPreviewIsThePicture(String kind) throws IOException {
    byte[] file = RawFiles.of(kind, 1);
    ImageHeader header = ImageHeader.read(file);
    assertEquals(ImageFormat.RAW, header.format());
    assertEquals("256 x 128", header.width() + " x " + header.height());
    byte[] expected = ImageDecoder.decode(OrientedImages.plainJpeg(64)).rgb();
    assertArrayEquals(expected, ImageDecoder.decode(file).rgb());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CR2", "CR3", "NEF", "ARW", "DNG", "ORF", "RW2"})
  void filesOwnOrientationTurnsThePreview(String kind) throws IOException {
    byte[] file = RawFiles.of(kind, 6);
    RgbImage image = ImageDecoder.decode(file);
    assertEquals("128 x 256", image.originalWidth() + " x " + image.originalHeight());
    assertEquals("BRWG", OrientedImages.corners(image));
    RgbImage shown = ImageDecoder.decode(JpegRendition.of(file, 1000));
    assertEquals("BRWG", OrientedImages.corners(shown));
    assertEquals(128, shown.width());
  }

  /** One that says so itself lies as it says, and is not turned twice. */
  @ParameterizedTest
  @CsvSource({"CR2, 6, 6, BRWG", "RAF, 1, 3, WBGR", "RW2, 6, 1, RGBW", "CR3, 3, 8, GWRB"})
  void orientationOfThePreviewCountsFirst(String kind, int own, int preview, String corners)
      throws IOException {
    byte[] file = RawFiles.of(kind, own, OrientedImages.jpeg(preview, 64));
    assertEquals(corners, OrientedImages.corners(ImageDecoder.decode(file)));
  }

  @Test
  void damagedPreviewGivesWayToTheNext() throws IOException {
    byte[] small = OrientedImages.plainJpeg(60);
    byte[] large = TestImages.encode(TestImages.waves(800, 600, 1), "jpg");
    byte[] cut = Arrays.copyOf(large, large.length / 3); // the file ends here
    byte[] file = RawFiles.join(RawFiles.withSubDirectory(1, RawFiles.CFA), small, cut);
    assertEquals(800, ImageHeader.read(file).width());
    assertEquals(240, ImageDecoder.decode(file).width());
  }

  /** A long strip has more pixels than the picture; a thumbnail is better than nothing. */
  @Test
  void thumbnailsComeLast() throws IOException {
    byte[] strip = TestImages.encode(TestImages.waves(3000, 100, 1), "jpg");
    byte[] picture = TestImages.encode(TestImages.waves(300, 200, 1), "jpg");
    byte[] head = RawFiles.withSubDirectory(1, RawFiles.CFA);
    assertEquals(300, ImageDecoder.decode(RawFiles.join(head, strip, picture)).width());
    assertEquals(3000, ImageDecoder.decode(RawFiles.join(head, strip)).width());
  }

  /** As CR2 and DNG hold it: it is no picture. */
  @ParameterizedTest
  @ValueSource(strings = {"frame", "precision", "components"})
  void whatIsNoPlainJpegIsNoPreview(String what) throws IOException {
    byte[] jpeg = TestImages.encode(TestImages.waves(400, 300, 1), "jpg");
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    switch (what) {
      case "frame" -> jpeg[frame + 1] = (byte) 0xc3; // lossless
      case "precision" -> jpeg[frame + 4] = 12;
      default -> jpeg[frame + 9] = 4;
    }
    byte[] small = OrientedImages.plainJpeg(60);
    byte[] file = RawFiles.join(RawFiles.withSubDirectory(1, RawFiles.CFA), jpeg, small);
    assertEquals(240, ImageHeader.read(file).width());
  }

  @Test
  void filesWithoutPreviewAreErrors() {
    byte[] file = RawFiles.withSubDirectory(1, RawFiles.CFA);
    ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(file));
    assertTrue(e.getMessage().contains("no preview"), e.getMessage());
  }

  /** With sub-directories, of several pages, with JPEG inside: it is a picture itself. */
  @Test
  void plainTiffsStayTiffs() throws IOException {
    byte[] withSub = RawFiles.withSubDirectory(1, 2);
    byte[] pages = jpegPages();
    assertTrue(
        new String(pages, StandardCharsets.ISO_8859_1).contains("\u00ff\u00d8\u00ff"),
        "holds JPEG streams");
    for (byte[] tiff : new byte[][] {withSub, pages, OrientedImages.tiff(1)}) {
      assertEquals(ImageFormat.TIFF, ImageFormat.ofWhole(tiff).orElseThrow());
    }
    assertEquals(40, ImageDecoder.decode(pages).width());
    assertEquals(ImageFormat.RAW, ImageFormat.ofWhole(RawFiles.of("DNG", 1)).orElseThrow());
  }

  private static byte[] jpegPages() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionType("JPEG");
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int page = 0; page < 3; page++) {
        var image = TestImages.buffered(TestImages.waves(40, 30, page), 1);
        writer.writeToSequence(new IIOImage(image, null, null), how);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Sub-directories that list themselves, or as many as there can be. */
  @Test
  void directoriesThatGoRoundInCirclesEnd() {
    byte[] tiff = RawFiles.withSubDirectory(1, 2);
    tiff[66] = 0x4a; // the sub-directory's one entry lists sub-directories
    tiff[67] = 0x01;
    tiff[72] = 64; // itself
    assertEquals(ImageFormat.TIFF, ImageFormat.ofWhole(tiff).orElseThrow());
  }
}
