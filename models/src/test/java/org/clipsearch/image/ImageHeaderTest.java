package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.clipsearch.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of files that other programs have written, and of files made to do harm. */
class ImageHeaderTest {
  private static final RgbImage IMAGE = TestImages.waves(40, 30, 1);

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void tellTheSize(String format) throws IOException {
    ImageHeader header = ImageHeader.read(TestImages.encode(IMAGE, format));
    assertEquals("40 x 30", header.width() + " x " + header.height());
    assertEquals(1, header.orientation());
  }

  @Test
  void tellTheOrientationInEveryFormatThatCarriesIt() throws IOException {
    for (int orientation = 1; orientation <= 8; orientation++) {
      assertEquals(orientation, ImageHeader.read(OrientedImages.png(orientation)).orientation());
      assertEquals(orientation, ImageHeader.read(OrientedImages.jpeg(orientation)).orientation());
      assertEquals(orientation, ImageHeader.read(OrientedImages.tiff(orientation)).orientation());
      ImageHeader webp = ImageHeader.read(OrientedImages.webp(orientation));
      assertEquals(orientation, webp.orientation());
      assertEquals("4 x 2", webp.width() + " x " + webp.height());
    }
    assertEquals(1, ImageHeader.read(OrientedImages.jpeg(77)).orientation());
  }

  @Test
  void tellTheInksOfAJpeg() throws IOException {
    byte[] many = TestImages.encode(IMAGE, "jpg");
    int frame = new String(many, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    many[frame + 9] = (byte) 255;
    assertEquals(255, ImageHeader.read(many).components());
    assertThrows(ImageException.class, () -> ImageDecoder.decode(many));
    assertEquals(3, ImageHeader.read(TestImages.encode(IMAGE, "jpg")).components());
    ImageHeader cmyk = ImageHeader.read(TestImages.cmykJpeg(40, 30));
    assertEquals(4, cmyk.components());
    assertEquals("40 x 30", cmyk.width() + " x " + cmyk.height());
  }

  /** The three kinds of WebP, by the layouts of RFC 9649. */
  @Test
  void tellTheSizeOfEveryKindOfWebp() throws IOException {
    ByteBuffer lossy = webp("VP8 ");
    lossy.putShort(26, (short) (3 << 14 | 4000)).putShort(28, (short) (1 << 14 | 3000));
    ByteBuffer lossless = webp("VP8L");
    lossless.putInt(21, (3000 - 1) << 14 | (4000 - 1));
    ByteBuffer extended = webp("VP8X");
    extended.putInt(24, 4000 - 1).putInt(27, 3000 - 1);
    for (ByteBuffer webp : new ByteBuffer[] {lossy, lossless, extended}) {
      ImageHeader header = ImageHeader.read(bytes(webp));
      assertEquals("4000 x 3000", header.width() + " x " + header.height());
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.limit()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer webp(String kind) {
    byte[] start = ("RIFF????WEBP" + kind).getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.wrap(Arrays.copyOf(start, 40)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void tellTheSizeOfOldAndOfTopDownBitmaps() throws IOException {
    ByteBuffer old = bmp(12);
    old.putShort(18, (short) 40).putShort(20, (short) 30);
    ByteBuffer topDown = bmp(40);
    topDown.putInt(18, 40).putInt(22, -30);
    assertEquals(1200, ImageHeader.read(bytes(old)).pixels());
    assertEquals(1200, ImageHeader.read(bytes(topDown)).pixels());
  }

  private static ByteBuffer bmp(int headerSize) {
    byte[] start = {'B', 'M'};
    ByteBuffer bmp = ByteBuffer.wrap(Arrays.copyOf(start, 60)).order(ByteOrder.LITTLE_ENDIAN);
    return bmp.putInt(14, headerSize);
  }

  @Test
  void textThatInflatesWithoutEndIsNotRead() throws IOException {
    byte[] png = TestImages.encode(IMAGE, "png");
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("bomb\0\0".getBytes(StandardCharsets.ISO_8859_1));
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(text)) {
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < 1200; i++) {
        deflater.write(block); // 1.2 GB out of 1.2 MB, more than the heap of this test
      }
    }
    byte[] bomb = insert(png, "zTXt", text.toByteArray());
    assertEquals(1200, ImageHeader.read(bomb).pixels());
    assertEquals(40, ImageDecoder.decode(bomb).width());
  }

  /** A chunk that stands twice, where one is allowed, hides nothing. */
  @Test
  void sizeIsReadWhateverElseIsWrong() throws IOException {
    byte[] png = TestImages.encode(IMAGE, "png");
    byte[] twice = insert(insert(png, "gAMA", new byte[4]), "gAMA", new byte[4]);
    twice[17] = 1; // a width of 65,536 and more
    assertEquals(65_576, ImageHeader.read(twice).width());
  }

  /** What libjpeg passes over cannot hide the size that it decodes. */
  @Test
  void markersWithoutLengthAndStrayBytesAreNoHidingPlace() throws IOException {
    byte[] jpeg = TestImages.encode(IMAGE, "jpg");
    String[] beginnings = {
      "ffd8ffd0fffe00040000", // a restart marker, then a comment
      "ffd8ff01",
      "ffd8ffd000ff00ffff", // stray, stuffed and fill bytes
      "ffd8ffd7fffe000dffc0000b08000100010100" // a comment that looks like a frame of one pixel
    };
    for (String beginning : beginnings) {
      byte[] start = HexFormat.of().parseHex(beginning);
      byte[] file = Arrays.copyOf(start, start.length + jpeg.length - 2);
      System.arraycopy(jpeg, 2, file, start.length, jpeg.length - 2);
      assertEquals(1200, ImageHeader.read(file).pixels(), beginning);
      assertEquals(40, ImageDecoder.decode(file).width(), beginning);
    }
  }

  @Test
  void widthOfAnyTypeIsReadInTiff() {
    for (int type : new int[] {1, 3, 4, 6, 8, 9}) {
      ByteBuffer tiff = ByteBuffer.allocate(50).order(ByteOrder.LITTLE_ENDIAN);
      tiff.put("II*\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 2);
      tiff.putShort((short) 256).putShort((short) type).putInt(1).putInt(40);
      tiff.putShort((short) 257).putShort((short) 12).putInt(1).putInt(30); // a real number
      TiffTags tags = TiffTags.read(tiff.rewind());
      assertEquals(40, tags.get(TiffTags.WIDTH));
      assertEquals(Integer.MAX_VALUE, tags.get(TiffTags.HEIGHT), "refused as too large");
    }
  }

  private static byte[] insert(byte[] png, String type, byte[] data) {
    int endOfHeader = 33;
    ByteBuffer all = ByteBuffer.allocate(png.length + data.length + 12);
    all.put(png, 0, endOfHeader).putInt(data.length);
    all.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data);
    CRC32 crc = new CRC32();
    crc.update(all.array(), endOfHeader + 4, data.length + 4);
    all.putInt((int) crc.getValue()).put(png, endOfHeader, png.length - endOfHeader);
    return all.array();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void headersThatAreCutOffAreErrors(String format) throws IOException {
    byte[] file = TestImages.encode(IMAGE, format);
    for (int length = 0; length < 10; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(ImageException.class, () -> ImageHeader.read(cut));
    }
  }

  @Test
  void sizeOfZeroIsAnError() throws IOException {
    byte[] png = TestImages.encode(IMAGE, "png");
    png[19] = 0;
    ImageException e = assertThrows(ImageException.class, () -> ImageHeader.read(png));
    assertTrue(e.getMessage().startsWith("damaged"), e.getMessage());
  }
}
