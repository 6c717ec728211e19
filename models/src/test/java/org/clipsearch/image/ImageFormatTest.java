package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
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

  @Test
  void webpAndJpeg2000AreKnown() {
    assertEquals(Optional.of(ImageFormat.WEBP), ImageFormat.of(OrientedImages.webp(1)));
    byte[] jp2 = HexFormat.of().parseHex("0000000c6a5020200d0a870a00000014667479706a703220");
    assertEquals(Optional.of(ImageFormat.JPEG_2000), ImageFormat.of(jp2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "<html>", "%PDF-1.7", "RIFF____WAVE"})
  void whatIsNoImageIsNone(String content) {
    assertEquals(Optional.empty(), ImageFormat.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void fourInksAreTold() throws IOException {
    byte[] rgb = TestImages.encode(TestImages.waves(40, 30, 1), "jpg");
    assertFalse(ImageHeader.read(new ByteArrayInputStream(rgb)).isCmykJpeg());
    byte[] cmyk = TestImages.cmykJpeg(40, 30);
    assertTrue(ImageHeader.read(new ByteArrayInputStream(cmyk)).isCmykJpeg());
  }
}
