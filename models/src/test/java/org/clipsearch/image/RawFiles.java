package org.clipsearch.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Files built as cameras' RAW files are: directories of TIFF or boxes, noise for the raw data, and
 * JPEGs as previews. Real ones hold more; their raw data is not random.
 */
final class RawFiles {
  static final int CFA = 32803;
  private static final int PREVIEW_SCALE = 64;

  private RawFiles() {}

  /** All kinds, with a preview of 256 x 128 that says nothing of its orientation. */
  static byte[] of(String kind, int orientation) throws IOException {
    return of(kind, orientation, OrientedImages.plainJpeg(PREVIEW_SCALE));
  }

  static byte[] of(String kind, int orientation, byte[] preview) throws IOException {
    byte[] thumbnail = OrientedImages.plainJpeg(8);
    byte[] previews = join(noise(1), thumbnail, noise(2), preview, noise(3));
    return switch (kind) {
      case "CR2" -> join(tiff("II*\0", orientation, 0, "CR\2\0"), previews);
      case "NEF", "ARW" -> join(withSubDirectory(orientation, CFA), previews);
      case "DNG" -> join(tiff("MM\0*", orientation, 50706, ""), previews);
      case "ORF" -> join(tiff("IIRO", orientation, 0, ""), previews);
      case "RW2" -> join(tiff("IIU\0", orientation, 0, ""), previews);
      case "RAF" -> join(ascii("FUJIFILMCCD-RAW 0201FF383501"), previews);
      case "CR3" -> canonBoxes(orientation, previews);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** One directory: an orientation, and one more number if any. */
  private static byte[] tiff(String magic, int orientation, int tag, String after) {
    ByteBuffer tiff = ByteBuffer.allocate(64).order(order(magic));
    tiff.put(ascii(magic)).putInt(16).put(ascii(after)).position(16);
    tiff.putShort((short) (tag == 0 ? 1 : 2));
    number(tiff, 274, orientation);
    if (tag != 0) {
      number(tiff, tag, 1);
    }
    return tiff.array();
  }

  /** A directory that lists another, of a photometric interpretation. */
  static byte[] withSubDirectory(int orientation, int photometric) {
    ByteBuffer tiff = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(ascii("II*\0")).putInt(8).putShort((short) 3);
    number(tiff, 262, 2);
    number(tiff, 274, orientation);
    tiff.putShort((short) 330).putShort((short) 4).putInt(1).putInt(64);
    tiff.position(64).putShort((short) 1);
    number(tiff, 262, photometric);
    return tiff.array();
  }

  private static void number(ByteBuffer tiff, int tag, int value) {
    tiff.putShort((short) tag).putShort((short) 3).putInt(1);
    tiff.putShort((short) value).putShort((short) 0);
  }

  private static ByteOrder order(String magic) {
    return magic.startsWith("I") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private static byte[] canonBoxes(int orientation, byte[] previews) throws IOException {
    byte[] canon = {
      (byte) 0x85,
      (byte) 0xc0,
      (byte) 0xb6,
      (byte) 0x87,
      (byte) 0x82,
      0x0f,
      0x11,
      (byte) 0xe0,
      (byte) 0x81,
      0x11,
      (byte) 0xf4,
      (byte) 0xce,
      0x46,
      0x2b,
      0x6a,
      0x48
    };
    byte[] tags = box("CMT1", tiff("II*\0", orientation, 0, ""));
    byte[] uuid = box("uuid", join(canon, box("CNCV", noise(4)), tags));
    return join(
        box("ftyp", ascii("crx \0\0\0\1crx isom")), box("moov", uuid), box("mdat", previews));
  }

  private static byte[] box(String type, byte[] body) {
    return ByteBuffer.allocate(body.length + 8)
        .putInt(body.length + 8)
        .put(ascii(type))
        .put(body)
        .array();
  }

  private static byte[] noise(int seed) {
    byte[] noise = new byte[5000];
    new SplittableRandom(seed).nextBytes(noise);
    noise[17] = (byte) 0xff; // what looks like the start of a JPEG, and is none
    noise[18] = (byte) 0xd8;
    noise[19] = (byte) 0xff;
    noise[20] = (byte) 0xd8;
    return noise;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
