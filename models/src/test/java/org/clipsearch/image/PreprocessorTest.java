package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Locale;
import org.clipsearch.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shrinking and cropping, against the definition in floating point. */
class PreprocessorTest {
  private static Preprocessor preprocessor(int resize, int crop) {
    return new Preprocessor(
        new Preprocessing(resize, crop, Preprocessing.OPENAI_MEAN, Preprocessing.OPENAI_STD));
  }

  @ParameterizedTest
  @CsvSource({
    "64, 64",
    "65, 64",
    "64, 65",
    "300, 200",
    "200, 300",
    "17, 23",
    "1, 1",
    "1, 90",
    "500, 7",
    "63, 64",
    "1000, 999"
  })
  void equalsTheDefinitionWithinRounding(int width, int height) {
    assertEqualsDefinition(TestImages.waves(width, height, width), 64, 64);
  }

  @Test
  void resizeMayBeLargerThanCrop() {
    assertEqualsDefinition(TestImages.waves(120, 90, 3), 48, 32);
  }

  private static void assertEqualsDefinition(RgbImage image, int resize, int crop) {
    byte[] actual = preprocessor(resize, crop).prepare(image).pixels();
    byte[] expected = NaiveBicubic.resizeAndCrop(image, resize, crop);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] & 0xff, actual[i] & 0xff, 1, "byte " + i);
    }
  }

  @Test
  void pictureOfTheRightSizeIsLeftAlone() {
    RgbImage image = TestImages.waves(64, 64, 5);
    assertArrayEquals(image.rgb(), preprocessor(64, 64).prepare(image).pixels());
  }

  @Test
  void oneColourStaysThatColour() {
    byte[] rgb = new byte[3 * 333 * 77];
    Arrays.fill(rgb, (byte) 200);
    byte[] pixels = preprocessor(32, 32).prepare(new RgbImage(333, 77, rgb)).pixels();
    for (byte value : pixels) {
      assertEquals(200, value & 0xff);
    }
  }

  @Test
  void originalSizeIsKept() {
    PreparedImage prepared = preprocessor(32, 32).prepare(TestImages.waves(50, 40, 1));
    assertEquals(50, prepared.width());
    assertEquals(40, prepared.height());
    assertEquals(3 * 32 * 32, prepared.pixels().length);
  }

  @Test
  void descriptionIsTheSameInEveryLocale() {
    Preprocessing rule =
        new Preprocessing(64, 64, Preprocessing.OPENAI_MEAN, Preprocessing.OPENAI_STD);
    String expected = rule.describe();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertEquals(expected, rule.describe());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void impossibleRulesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> preprocessor(31, 32));
    assertThrows(IllegalArgumentException.class, () -> preprocessor(0, 0));
  }
}
