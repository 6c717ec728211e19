package org.clipsearch.metadata;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.InflaterInputStream;
import org.clipsearch.metadata.Blocks.Kind;

/**
 * Finds the metadata in files. metadata-extractor's own readers of these formats allocate and
 * inflate what a file's lengths claim, and lose all that they have where a file is cut off; here
 * files are walked in place, and what stands before the damage is found.
 */
final class Containers {
  private static final String EXIF = "Exif\0\0";
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
  private static final String RESOURCES = "Photoshop 3.0\0";
  private static final String PNG_XMP = "XML:com.adobe.xmp\0";
  private static final String GIF_XMP = "XMP DataXMP";

  private final byte[] file;
  private final ByteBuffer in;
  private final Blocks blocks = new Blocks();

  private Containers(byte[] file) {
    this.file = file;
    in = ByteBuffer.wrap(file);
  }

  /** The blocks of a file of any kind; none where it is of no known one. */
  static Blocks blocks(byte[] file) {
    Containers containers = new Containers(file);
    try {
      containers.find();
    } catch (IndexOutOfBoundsException e) {
      // Cut off, or pointing beyond its end: what was found so far stays.
    }
    return containers.blocks;
  }

  private void find() {
    if (is("\u00ff\u00d8", 0)) {
      jpeg(0);
    } else if (is("\u0089PNG", 0)) {
      png();
    } else if (is("RIFF", 0) && is("WEBP", 8)) {
      webp();
    } else if (is("GIF8", 0)) {
      gif();
    } else if (is("ftyp", 4)) {
      new IsoBoxes(file, blocks).read();
    } else if (is("FUJIFILMCCD-RAW", 0)) {
      jpeg(in.getInt(84)); // of RAF: a picture to preview, with all that the camera had to say
    } else if (is("II", 0) || is("MM", 0)) {
      blocks.add(Kind.EXIF, file); // TIFF, and the raw formats that are made of it
    }
  }

  /** Whether a text stands there, each character a byte. */
  private boolean is(String text, int at) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= file.length || (file[at + i] & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void exif(int at, int length) {
    int prefix = is(EXIF, at) ? EXIF.length() : 0; // which belongs into JPEG, but is seen elsewhere
    blocks.add(Kind.EXIF, file, at + prefix, length - prefix);
  }

  /** Segments up to the first scan (ITU-T T.81, B.1.1), passing over what is no marker. */
  private void jpeg(int from) {
    int at = from + 2;
    while (true) {
      while (file[at] != (byte) 0xff) {
        at++;
      }
      while (file[at] == (byte) 0xff) {
        at++;
      }
      int marker = file[at++] & 0xff;
      if (marker == 0 || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        continue; // of no length
      }
      int length = Short.toUnsignedInt(in.getShort(at));
      if (marker == 0xd9 || marker == 0xda || length < 2) {
        return;
      }
      if (marker == 0xe1 && is(EXIF, at + 2)) {
        exif(at + 2, length - 2);
      } else if (marker == 0xe1 && is(XMP, at + 2)) {
        addBehind(XMP, Kind.XMP, at + 2, length - 2);
      } else if (marker == 0xed && is(RESOURCES, at + 2)) {
        addBehind(RESOURCES, Kind.RESOURCES, at + 2, length - 2);
      }
      at += length;
    }
  }

  private void addBehind(String prefix, Kind kind, int at, int length) {
    blocks.add(kind, file, at + prefix.length(), length - prefix.length());
  }

  private void png() {
    int at = 8;
    while (at >= 8) {
      int length = in.getInt(at);
      if (length < 0) {
        return;
      }
      if (is("eXIf", at + 4)) {
        exif(at + 8, length);
      } else if (is("iTXt" + PNG_XMP, at + 4)) {
        pngXmp(at + 8 + PNG_XMP.length(), at + 8 + length);
      }
      at += 12 + length;
    }
  }

  /** Behind the keyword: whether it is deflated, how, language, translated keyword, text. */
  private void pngXmp(int at, int end) {
    int text = at + 2;
    for (int zeros = 0; zeros < 2; text++) {
      zeros += file[text] == 0 ? 1 : 0;
    }
    if (file[at] == 0) {
      blocks.add(Kind.XMP, file, text, end - (long) text);
      return;
    }
    int length = Math.min(end, file.length) - text;
    try (InputStream inflated =
        new InflaterInputStream(new ByteArrayInputStream(file, text, length))) {
      byte[] xmp = inflated.readNBytes(Blocks.MAX_BYTES);
      blocks.add(Kind.XMP, xmp, 0, xmp.length);
    } catch (IOException e) {
      // Damaged: no XMP.
    }
  }

  /** RFC 9649, section 2.3. */
  private void webp() {
    in.order(ByteOrder.LITTLE_ENDIAN);
    int at = 12;
    while (at >= 12) {
      int length = in.getInt(at + 4);
      if (length < 0) {
        return;
      }
      if (is("EXIF", at)) {
        exif(at + 8, length);
      } else if (is("XMP ", at)) {
        blocks.add(Kind.XMP, file, at + 8, length);
      }
      at += 8 + length + (length & 1);
    }
  }

  /** GIF89a, and XMP Specification Part 3, section 1.1.2. */
  private void gif() {
    int at = 13 + colours(file[10]);
    while (true) {
      switch (file[at]) {
        case 0x21 -> {
          int end = pastSubBlocks(at + 2);
          if (is(GIF_XMP, at + 3)) {
            int from = at + 3 + GIF_XMP.length();
            blocks.add(Kind.XMP, file, from, end - from);
          }
          at = end;
        }
        case 0x2c -> at = pastSubBlocks(at + 11 + colours(file[at + 9]));
        default -> {
          return;
        }
      }
    }
  }

  private static int colours(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private int pastSubBlocks(int from) {
    int at = from;
    while (file[at] != 0) {
      at += 1 + (file[at] & 0xff);
    }
    return at + 1;
  }
}
