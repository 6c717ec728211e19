package org.clipsearch.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import org.clipsearch.TestImages;

/**
 * Pictures of 4 x 2 patches, red and green above blue and white, with an EXIF orientation that
 * turns them. The patches are one pixel, but 16 in JPEG, which would blur them.
 */
final class OrientedImages {
  private static final int WIDTH = 4;
  private static final int HEIGHT = 2;

  /** The same picture as lossless WebP, without metadata: its VP8L chunk, made once by OpenCV. */
  private static final String VP8L =
      "UklGRiwAAABXRUJQVlA4TB8AAAAvA0AAAB8gEEjeHzqN+RcQFPwf3fxHZA/gWvAR/Q8BAA==";

  private OrientedImages() {}

  private static RgbImage image(int scale) {
    int width = WIDTH * scale;
    int height = HEIGHT * scale;
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      boolean left = i % width < width / 2;
      boolean top = i / width < height / 2;
      int color = top ? (left ? 0xff0000 : 0x00ff00) : (left ? 0x0000ff : 0xffffff);
      rgb[3 * i] = (byte) (color >> 16);
      rgb[3 * i + 1] = (byte) (color >> 8);
      rgb[3 * i + 2] = (byte) color;
    }
    return new RgbImage(width, height, rgb);
  }

  /** The colours of the four corners, row by row. */
  static String corners(RgbImage image) {
    int right = image.width() - 1;
    int bottom = image.height() - 1;
    return letter(image, 0, 0)
        + letter(image, right, 0)
        + letter(image, 0, bottom)
        + letter(image, right, bottom);
  }

  private static String letter(RgbImage image, int x, int y) {
    int at = 3 * (y * image.width() + x);
    int bright = 0;
    for (int c = 0; c < 3; c++) {
      bright = 2 * bright + ((image.rgb()[at + c] & 0xff) > 127 ? 1 : 0);
    }
    return switch (bright) {
      case 0b100 -> "R";
      case 0b010 -> "G";
      case 0b001 -> "B";
      case 0b111 -> "W";
      default -> "?";
    };
  }

  /** A TIFF structure with one tag: the orientation. */
  private static byte[] exif(int orientation) {
    return exif(new int[][] {{0x112, orientation}});
  }

  /** A TIFF structure of short numbers, each a tag and its value. */
  private static byte[] exif(int[][] tags) {
    ByteBuffer exif = ByteBuffer.allocate(14 + 12 * tags.length); // big-endian
    exif.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) tags.length);
    for (int[] tag : tags) {
      exif.putShort((short) tag[0]).putShort((short) 3).putInt(1);
      exif.putShort((short) tag[1]).putShort((short) 0);
    }
    return exif.array();
  }

  static byte[] png(int orientation) throws IOException {
    byte[] png = TestImages.encode(image(1), "png");
    byte[] exif = exif(orientation);
    ByteBuffer chunk = ByteBuffer.allocate(exif.length + 12);
    chunk.putInt(exif.length).put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(exif);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, exif.length + 4);
    chunk.putInt((int) crc.getValue());
    int endOfHeader = 33; // signature and IHDR
    return join(
        Arrays.copyOf(png, endOfHeader),
        chunk.array(),
        Arrays.copyOfRange(png, endOfHeader, png.length));
  }

  static byte[] jpeg(int orientation) throws IOException {
    return jpeg(orientation, 16);
  }

  /** With patches of so many pixels. */
  static byte[] jpeg(int orientation, int scale) throws IOException {
    return insert(plainJpeg(scale), exif(orientation));
  }

  /** Without EXIF. */
  static byte[] plainJpeg(int scale) throws IOException {
    return TestImages.encode(image(scale), "jpg");
  }

  /** Whose EXIF still speaks of the size before an editor shrank it. */
  static byte[] jpegWithStaleSize(int width, int height) throws IOException {
    return insert(plainJpeg(16), exif(new int[][] {{0x100, width}, {0x101, height}}));
  }

  private static byte[] insert(byte[] jpeg, byte[] exif) {
    ByteBuffer app1 = ByteBuffer.allocate(exif.length + 10);
    app1.putShort((short) 0xffe1).putShort((short) (exif.length + 8));
    app1.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(exif);
    return join(Arrays.copyOf(jpeg, 2), app1.array(), Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  static byte[] webp(int orientation) {
    byte[] plain = Base64.getDecoder().decode(VP8L);
    byte[] picture = Arrays.copyOfRange(plain, 12, plain.length);
    byte[] exif = exif(orientation);
    ByteBuffer webp =
        ByteBuffer.allocate(12 + 18 + picture.length + 8 + exif.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    webp.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(webp.capacity() - 8);
    webp.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(8); // has EXIF
    webp.put(new byte[] {WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0}).put(picture);
    webp.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
    return webp.array();
  }

  static byte[] tiff(int orientation) {
    byte[] rgb = image(1).rgb();
    int[][] tags = { // tag, type (3 short, 4 long), value
      {256, 3, WIDTH},
      {257, 3, HEIGHT},
      {258, 3, 8},
      {259, 3, 1},
      {262, 3, 2},
      {273, 4, 0},
      {274, 3, orientation},
      {277, 3, 3},
      {278, 3, HEIGHT},
      {279, 4, rgb.length}
    };
    int depths = 8 + 2 + 12 * tags.length + 4;
    ByteBuffer tiff = ByteBuffer.allocate(depths + 6 + rgb.length).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) tags.length);
    for (int[] tag : tags) {
      boolean isDepths = tag[0] == 258;
      int value = isDepths ? depths : tag[0] == 273 ? depths + 6 : tag[2];
      tiff.putShort((short) tag[0]).putShort((short) tag[1]).putInt(isDepths ? 3 : 1).putInt(value);
    }
    tiff.putInt(0).putShort((short) 8).putShort((short) 8).putShort((short) 8).put(rgb);
    return tiff.array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
