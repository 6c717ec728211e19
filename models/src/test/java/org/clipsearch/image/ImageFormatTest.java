package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.clipsearch.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {
  @ParameterizedTest
  @CsvSource({"png, PNG", "jpg, JPEG", "gif, GIF", "bmp, BMP", "tiff, TIFF"})
  void isToldByTheFirstBytes(String format, ImageFormat expected) throws IOException {
    byte[] file = TestImages.encode(TestImages.waves(40, 30, 1), format);
    assertEquals(Optional.of(expected), ImageFormat.of(Arrays.copyOf(file, ImageFormat.HEAD)));
  }

  /** Also those that begin as no file of the JDK's does. */
  @Test
  void everyBeginningOfTiffIsKnown() {
    for (String tiff :
        new String[] {"II*\0\10\0\0\0", "MM\0*\0\0\0\10", "II+\0\10\0\0\0", "MM\0+\0\10\0\0"}) {
      byte[] head = tiff.getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(Optional.of(ImageFormat.TIFF), ImageFormat.of(head));
    }
    assertEquals(Optional.of(ImageFormat.TIFF), ImageFormat.of(OrientedImages.tiff(1)));
    assertEquals(Optional.of(ImageFormat.WEBP), ImageFormat.of(OrientedImages.webp(1)));
  }

  /** By the brands that ISO/IEC 23008-12 and the AVIF specification name. */
  @ParameterizedTest
  @CsvSource({
    "heic____mif1heic, HEIC", "heix____mif1heix, HEIC", "mif1____mif1heic, HEIC",
    "msf1____msf1hevc, HEIC", "avif____avifmif1, AVIF", "mif1____mif1avif, AVIF",
    "avis____avismsf1, AVIF", "crx_____crx isom, RAW"
  })
  void brandsTellBoxedFormats(String brands, ImageFormat expected) {
    String start = "\0\0\0\30ftyp" + brands.replace("crx_", "crx ");
    Optional<ImageFormat> format = ImageFormat.of(start.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(Optional.of(expected), format);
    assertFalse(expected.isForWeb());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0\0\30ftypmp42____isommp41 a film",
        "x",
        "<html>",
        "%PDF-1.7 and more",
        "RIFF____WAVEfmt ____",
        "BMs are bit maps, <script>",
        "PTA meeting at noon"
      })
  void whatIsNoImageIsNone(String content) {
    assertEquals(Optional.empty(), ImageFormat.of(content.getBytes(StandardCharsets.UTF_8)));
  }
}
