package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files of every kind: each gives a picture of the size that its header names, or an {@link
 * ImageException}. Where libheif is not installed, HEIC and AVIF are refused before any damage
 * counts.
 */
class HostileFilesTest {
  static Stream<Arguments> damagedSamples() {
    return Stream.of(Sample.values())
        .flatMap(sample -> Stream.of(Damage.values()).map(damage -> arguments(sample, damage)));
  }

  @ParameterizedTest
  @MethodSource("damagedSamples")
  void damagedFilesArePicturesOrErrors(Sample sample, Damage damage) throws IOException {
    assertPictureOrError(damage.of(sample.file(1)));
  }

  @ParameterizedTest
  @EnumSource
  void flippedBitsMakePicturesOrErrors(Sample sample) throws IOException {
    byte[] file = sample.file(1);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 150; i++) {
      byte[] flipped = file.clone();
      for (int flips = random.nextInt(1, 12); flips > 0; flips--) {
        flipped[random.nextInt(random.nextBoolean() ? file.length : 100)] ^=
            (byte) (1 << random.nextInt(8));
      }
      assertPictureOrError(flipped);
    }
  }

  private static void assertPictureOrError(byte[] file) {
    try {
      RgbImage image = ImageDecoder.decode(file, new Decoding(false, 100_000_000), 16);
      long header = ImageHeader.read(file).pixels();
      long original = (long) image.originalWidth() * image.originalHeight();
      boolean mayBeLesser = ImageFormat.ofWhole(file).orElseThrow() == ImageFormat.RAW;
      assertTrue(original == header || (mayBeLesser && original < header), "as its header says");
      assertTrue(JpegRendition.of(file, 64).length > 100);
    } catch (ImageException e) {
      assertTrue(e.getMessage().length() > 5, "says why");
    }
  }

  @ParameterizedTest
  @EnumSource
  void hugeClaimsAreRefusedAtOnce(Sample sample) throws IOException {
    byte[] file = claiming(sample, 60_000);
    Decoding decoding = new Decoding(false, 200_000_000);
    ImageException e =
        assertThrows(ImageException.class, () -> ImageDecoder.decode(file, decoding, 16));
    boolean isWebp = sample == Sample.WEBP; // of at most 16,384 pixels a side
    assertTrue(e.getMessage().startsWith(isWebp ? "268 mega" : "3600 mega"), e.getMessage());
    assertEquals(isWebp ? 16_384 : 60_000, ImageHeader.read(file).width());
    assertThrows(ImageException.class, () -> JpegRendition.of(file, 64));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CR3", "NEF"})
  void claimsOfNothingAreErrors(Sample sample) throws IOException {
    byte[] file = claiming(sample, 0);
    ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(file));
    assertTrue(e.getMessage().startsWith("damaged"), e.getMessage());
  }

  /** With another width and height where the format has them. */
  private static byte[] claiming(Sample sample, int side) throws IOException {
    byte[] file = sample.file(1);
    ByteBuffer big = ByteBuffer.wrap(file);
    ByteBuffer little = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    switch (sample) {
      case JPEG, PROGRESSIVE -> frames(file, side);
      case PNG -> big.putInt(16, side).putInt(20, side);
      case GIF -> little.putShort(6, (short) side).putShort(8, (short) side);
      case BMP -> little.putInt(18, side).putInt(22, side);
      case TIFF -> tiff(big, side);
      case HEIC -> file = HeifFiles.claiming("scene.heic", side, side);
      case AVIF -> file = HeifFiles.claiming("scene.avif", side, side);
      case CR3, NEF -> frames(file, side);
      case WEBP -> file = webp(side);
    }
    return file;
  }

  /** VP8X cannot say zero, lossy VP8 can; nor can either say 60,000 a side. */
  private static byte[] webp(int side) {
    byte[] file =
        Base64.getDecoder().decode("UklGRh4AAABXRUJQVlA4IBIAAAAwAQCdASoBAAEAAAAAAAAAAAA=");
    int length = side == 0 ? 0 : 16_383;
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(26, (short) length)
        .putShort(28, (short) length);
    return side == 0 ? file : extended();
  }

  private static byte[] extended() {
    byte[] file = OrientedImages.webp(1);
    file[24] = (byte) 0xff; // 16,384 wide
    file[25] = 0x3f;
    file[27] = (byte) 0xff;
    file[28] = 0x3f;
    return file;
  }

  private static void frames(byte[] file, int side) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    for (String marker : new String[] {"\u00ff\u00c0\0\21\b", "\u00ff\u00c2\0\21\b"}) {
      for (int at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
        ByteBuffer.wrap(file).putShort(at + 5, (short) side).putShort(at + 7, (short) side);
      }
    }
  }

  private static void tiff(ByteBuffer tiff, int side) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = tiff.getInt(4);
    for (int i = 0; i < tiff.getShort(at); i++) {
      int entry = at + 2 + 12 * i;
      if (tiff.getShort(entry) == 256 || tiff.getShort(entry) == 257) {
        tiff.putShort(entry + 2, (short) 4).putInt(entry + 8, side);
      }
    }
  }
}
