package org.clipsearch.metadata;

import static org.clipsearch.metadata.MetadataFiles.ascii;
import static org.clipsearch.metadata.MetadataFiles.box;
import static org.clipsearch.metadata.MetadataFiles.chunk;
import static org.clipsearch.metadata.MetadataFiles.cr3;
import static org.clipsearch.metadata.MetadataFiles.dataset;
import static org.clipsearch.metadata.MetadataFiles.exifSegment;
import static org.clipsearch.metadata.MetadataFiles.hex;
import static org.clipsearch.metadata.MetadataFiles.join;
import static org.clipsearch.metadata.MetadataFiles.jpeg;
import static org.clipsearch.metadata.MetadataFiles.png;
import static org.clipsearch.metadata.MetadataFiles.raf;
import static org.clipsearch.metadata.MetadataFiles.resources;
import static org.clipsearch.metadata.MetadataFiles.riffChunk;
import static org.clipsearch.metadata.MetadataFiles.segment;
import static org.clipsearch.metadata.MetadataFiles.webp;
import static org.clipsearch.metadata.MetadataFiles.xmp;
import static org.clipsearch.metadata.MetadataFiles.xmpSegment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** The same metadata in each kind of file, where its format has it. */
class ContainersTest {
  private static final String XMP = xmp("xmp:Rating='4'", "");

  private static Tiff first() {
    return new Tiff().ascii(0x10f, "Canon").ascii(0x110, "Canon EOS R5").shorts(0x112, 8);
  }

  private static Tiff exif() {
    return new Tiff().ascii(0x9003, "2019:07:04 18:22:31").ascii(0xa434, "RF50mm");
  }

  private static Tiff gps() {
    return new Tiff()
        .ascii(1, "S")
        .rationals(2, 33, 1, 51, 1, 2430, 100)
        .ascii(3, "E")
        .rationals(4, 151, 1, 12, 1, 0, 1);
  }

  private static Tiff all() {
    return first().directory(0x8769, exif()).directory(0x8825, gps());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertAll(byte[] file, String name) {
    PhotoMetadata photo = PhotoMetadata.read(file);
    assertEquals(Optional.of("Canon EOS R5"), photo.camera(), name);
    assertEquals("2019-07-04T18:22:31", photo.taken().orElseThrow().time().toString(), name);
    assertEquals(Optional.of("RF50mm"), photo.lens(), name);
    Location location = photo.location().orElseThrow();
    assertEquals(-(33 + 51 / 60.0 + 24.3 / 3600), location.latitude(), 1e-12, name);
    assertEquals(151.2, location.longitude(), 1e-12, name);
    assertEquals(OptionalInt.of(8), photo.orientation(), name);
    assertEquals(OptionalInt.of(4), photo.rating(), name);
  }

  @Test
  void tiffInBothOrdersOfBytesAndAsRawFormatsBegin() {
    Tiff tiff = all().bytes(700, 1, bytes(XMP));
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      for (int marker : new int[] {0x2a, 0x55, 0x4f52, 0x5352}) {
        assertAll(tiff.write(order, marker), order + " " + marker);
      }
    }
    assertEquals(PhotoMetadata.NONE, PhotoMetadata.read(tiff.write(ByteOrder.BIG_ENDIAN, 43)));
  }

  /** Tags of Panasonic's raw files that have the numbers of GPS's. */
  @Test
  void tagsOfGpsCountInItsDirectoryOnly() {
    Tiff panasonic = all().bytes(700, 1, bytes(XMP)).shorts(2, 4000).shorts(4, 10).ascii(1, "N");
    assertAll(panasonic.write(ByteOrder.LITTLE_ENDIAN, 0x55), "RW2");
  }

  @Test
  void jpegWithSegmentsInAnyOrderAndStrayBytes() {
    byte[] exif = exifSegment(all());
    byte[] comment = segment(0xfffe, "", ascii("\u00ff\u00e1 no marker"));
    assertAll(jpeg(exif, xmpSegment(XMP)), "JPEG");
    assertAll(jpeg(xmpSegment(XMP), comment, hex("ffffff d0 00 ff01"), exif), "stray bytes");
    assertAll(raf(jpeg(exif, xmpSegment(XMP))), "RAF");
    byte[] cut = join(hex("ffd8"), exif, xmpSegment(XMP), hex("ffe2 1000"));
    assertAll(cut, "cut off");
  }

  @Test
  void whatIsBehindTheFirstScanIsAnotherPicture() {
    byte[] file = join(jpeg(xmpSegment(XMP)), jpeg(exifSegment(all())));
    assertEquals(Optional.empty(), PhotoMetadata.read(file).camera());
  }

  /** Photoshop cuts what is longer than a segment. */
  @Test
  void iptcMayStandInTwoSegments() {
    byte[] all = resources(join(dataset(25, "first"), dataset(25, "second")));
    int half = all.length - 10;
    byte[] file =
        jpeg(
            segment(0xffed, "Photoshop 3.0\0", Arrays.copyOf(all, half)),
            segment(0xffed, "Photoshop 3.0\0", Arrays.copyOfRange(all, half, all.length)));
    assertEquals(List.of("first", "second"), PhotoMetadata.read(file).keywords());
  }

  @Test
  void iptcOfTiffIsItsOwnTagOrPhotoshops() {
    byte[] iptc = join(dataset(25, "one"), dataset(25, "two"));
    Tiff own = new Tiff().bytes(0x83bb, Tiff.UNDEFINED, iptc);
    Tiff photoshops = new Tiff().bytes(0x8649, 1, resources(iptc));
    assertEquals(List.of("one", "two"), PhotoMetadata.read(own.write()).keywords());
    assertEquals(List.of("one", "two"), PhotoMetadata.read(photoshops.write()).keywords());
  }

  @Test
  void pngWithXmpPlainOrDeflated() throws IOException {
    byte[] plain = join(ascii("XML:com.adobe.xmp\0\0\0en\0\0"), bytes(XMP));
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    deflated.writeBytes(ascii("XML:com.adobe.xmp\0\1\0\0name\0"));
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(bytes(XMP));
    }
    byte[] exif = chunk("eXIf", all().write());
    assertAll(png(exif, chunk("iTXt", plain)), "plain");
    assertAll(png(chunk("iTXt", deflated.toByteArray()), exif), "deflated");
    byte[] prefixed = chunk("eXIf", join(ascii("Exif\0\0"), all().write()));
    assertAll(png(prefixed, chunk("IDAT", new byte[9]), chunk("iTXt", plain)), "as in JPEG");
  }

  @Test
  void webpWithChunksOfOddLengths() {
    byte[] odd = riffChunk("VP8X", new byte[11]);
    byte[] xmp = riffChunk("XMP ", bytes(XMP));
    assertAll(webp(odd, riffChunk("EXIF", all().write()), xmp), "WebP");
    byte[] prefixed = riffChunk("EXIF", join(ascii("Exif\0\0"), all().write()));
    assertAll(webp(odd, xmp, prefixed), "as in JPEG");
  }

  @Test
  void gifWithXmpAmongItsBlocks() {
    byte[] comment = join(hex("21fe 03"), ascii("abc"), hex("00"));
    byte[] picture = hex("2c 00000000 01000100 80 000000ffffff 02 02 4c01 00");
    byte[] trailer = new byte[258];
    for (int i = 0; i < 256; i++) {
      trailer[i + 1] = (byte) (255 - i);
    }
    trailer[0] = 1;
    byte[] xmp = join(hex("21ff 0b"), ascii("XMP DataXMP"), bytes(XMP), trailer);
    byte[] header = join(ascii("GIF89a"), hex("01000100 80 0000 000000ffffff"));
    byte[] file = join(header, comment, picture, xmp, hex("3b"));
    assertEquals(OptionalInt.of(4), PhotoMetadata.read(file).rating());
  }

  @Test
  void cr3InItsOwnBoxes() {
    assertAll(cr3(first(), exif(), gps(), XMP), "CR3");
  }

  /** Versions of the boxes that libheif and ExifTool do not write. */
  @Test
  void heifWithItemsInItsOwnBoxAndLongNumbers() {
    byte[] tiff = all().write();
    byte[] exif = join(hex("00000006"), ascii("Exif\0\0"), tiff);
    byte[] xmp = bytes(XMP);
    byte[] infos =
        box(
            "iinf",
            hex("01000000 00000002"),
            box("infe", hex("03000000 00010001 0000"), ascii("Exif\0")),
            box("infe", hex("02000000 0002 0000"), ascii("mime\0application/rdf+xml\0")));
    byte[] places =
        box(
            "iloc",
            hex("02000000 4404 00000002"), // of 4 bytes each: offset, length, index
            hex("00010001 0001 0000 0001 00000000 00000000"),
            hex("%08x".formatted(exif.length)),
            hex("00000002 0001 0000 0001 00000000"),
            hex("%08x %08x".formatted(exif.length, xmp.length)));
    byte[] meta = box("meta", hex("00000000"), infos, places, box("idat", exif, xmp));
    byte[] large = join(hex("00000001"), ascii("free"), hex("0000000000000010"));
    assertAll(join(box("ftyp", ascii("heicmif1")), large, meta), "HEIF");
  }
}
