package org.clipsearch.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Files with metadata and hardly a picture, written byte by byte as the formats have it. */
final class MetadataFiles {
  private MetadataFiles() {}

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** One character a byte. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] u16(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }

  private static byte[] u32(int number) {
    return join(u16(number >> 16), u16(number));
  }

  /** Segments between a beginning and a scan that goes nowhere. */
  static byte[] jpeg(byte[]... segments) {
    return join(hex("ffd8"), join(segments), hex("ffda 0008 01010000 3f00 1234 ffd9"));
  }

  static byte[] segment(int marker, String prefix, byte[] data) {
    return join(u16(marker), u16(2 + prefix.length() + data.length), ascii(prefix), data);
  }

  static byte[] exifSegment(Tiff tiff) {
    return segment(0xffe1, "Exif\0\0", tiff.write());
  }

  static byte[] xmpSegment(String packet) {
    return segment(
        0xffe1, "http://ns.adobe.com/xap/1.0/\0", packet.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] iptcSegment(byte[]... datasets) {
    return segment(0xffed, "Photoshop 3.0\0", resources(join(datasets)));
  }

  /** Behind a resource that is something else, with a name of an odd length, and odd data. */
  static byte[] resources(byte[] iptc) {
    byte[] other = join(ascii("8BIM"), hex("03ed 03"), ascii("odd"), hex("00000001 77 00"));
    byte[] pad = new byte[iptc.length % 2];
    return join(other, ascii("8BIM"), hex("0404 0000"), u32(iptc.length), iptc, pad);
  }

  /** IIM 4.2, section 1.5: of the second record. */
  static byte[] dataset(int number, byte[] value) {
    return join(hex("1c02"), new byte[] {(byte) number}, u16(value.length), value);
  }

  static byte[] dataset(int number, String value) {
    return dataset(number, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A packet of one description, with attributes and elements; Dublin Core and others known. */
  static String xmp(String attributes, String elements) {
    return """
    <?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
    <x:xmpmeta xmlns:x='adobe:ns:meta/'>
     <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
      <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'
        xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:tiff='http://ns.adobe.com/tiff/1.0/'
        xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:exifEX='http://cipa.jp/exif/1.0/'
        xmlns:aux='http://ns.adobe.com/exif/1.0/aux/'
        xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'
        xmlns:lr='http://ns.adobe.com/lightroom/1.0/'
        xmlns:MicrosoftPhoto='http://ns.microsoft.com/photo/1.0/' %s>%s</rdf:Description>
     </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end='w'?>\
    """
        .formatted(attributes, elements);
  }

  /** A list in XMP: "dc:subject" of a Bag, "dc:title" of an Alt. */
  static String list(String property, String kind, String... items) {
    StringBuilder all = new StringBuilder();
    for (String item : items) {
      all.append("<rdf:li>").append(item).append("</rdf:li>");
    }
    return "<%s><rdf:%s>%s</rdf:%s></%s>".formatted(property, kind, all, kind, property);
  }

  static byte[] png(byte[]... chunks) {
    byte[] header = hex("00000001 00000001 08 00 000000");
    byte[] end = chunk("IEND", new byte[0]);
    return join(hex("89504e470d0a1a0a"), chunk("IHDR", header), join(chunks), end);
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] body = join(ascii(type), data);
    CRC32 crc = new CRC32();
    crc.update(body);
    return join(u32(data.length), body, u32((int) crc.getValue()));
  }

  /** Chunks and their bytes by turns. */
  static byte[] webp(byte[]... chunks) {
    byte[] all = join(ascii("WEBP"), join(chunks));
    return join(ascii("RIFF"), littleEndian(all.length), all);
  }

  static byte[] riffChunk(String type, byte[] data) {
    return join(ascii(type), littleEndian(data.length), data, new byte[data.length % 2]);
  }

  private static byte[] littleEndian(int number) {
    return u32(Integer.reverseBytes(number));
  }

  /** A box of ISO/IEC 14496-12. */
  static byte[] box(String type, byte[]... contents) {
    byte[] all = join(contents);
    return join(u32(8 + all.length), ascii(type), all);
  }

  /** As Canon lays it out: EXIF in three TIFF structures, and XMP behind. */
  static byte[] cr3(Tiff first, Tiff exif, Tiff gps, String xmp) {
    byte[] canon =
        box(
            "uuid",
            hex("85c0b687 820f 11e0 8111 f4ce462b6a48"),
            box("CMT1", first.write(ByteOrder.LITTLE_ENDIAN, 42)),
            box("CMT2", exif.write(ByteOrder.LITTLE_ENDIAN, 42)),
            box("CMT4", gps.write(ByteOrder.LITTLE_ENDIAN, 42)));
    byte[] packet = xmp.getBytes(StandardCharsets.UTF_8);
    return join(
        box("ftyp", ascii("crx "), hex("00000001"), ascii("crx isom")),
        box("moov", canon),
        box("uuid", hex("be7acfcb 97a9 42e8 9c71 999491e3afac"), packet));
  }

  /** As Fujifilm does: where a JPEG is, at byte 84. */
  static byte[] raf(byte[] jpeg) {
    byte[] head = Arrays.copyOf(ascii("FUJIFILMCCD-RAW 0201"), 84);
    return join(head, u32(108), u32(jpeg.length), new byte[16], jpeg);
  }
}
