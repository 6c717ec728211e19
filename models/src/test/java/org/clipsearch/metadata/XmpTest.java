package org.clipsearch.metadata;

import static org.clipsearch.metadata.MetadataFiles.join;
import static org.clipsearch.metadata.MetadataFiles.list;
import static org.clipsearch.metadata.MetadataFiles.xmp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RDF in all the forms that programs write, and in none. */
class XmpTest {
  private static Xmp read(String packet) {
    return read(packet.getBytes(StandardCharsets.UTF_8));
  }

  private static Xmp read(byte[]... packets) {
    return Xmp.read(List.of(packets));
  }

  @Test
  void propertiesAreAttributesOrElements() {
    assertEquals(Optional.of("3"), read(xmp("xmp:Rating='3'", "")).first("xmp:Rating"));
    Xmp element = read(xmp("", "<xmp:Rating>\n 3 </xmp:Rating>"));
    assertEquals(Optional.of("3"), element.first("xmp:Rating"));
    String qualified =
        "<xmp:Rating><rdf:Description><rdf:value>3</rdf:value></rdf:Description></xmp:Rating>";
    assertEquals(Optional.of("3"), read(xmp("", qualified)).first("xmp:Rating"));
    String spread =
        "<a:d xmlns:a='u' a:x='1'/></rdf:Description><rdf:Description"
            + " xmlns:q='http://ns.adobe.com/xap/1.0/' q:Rating='3'>";
    assertEquals(Optional.of("3"), read(xmp("", spread)).first("xmp:Rating"));
  }

  @Test
  void namesCountAndPrefixesDoNot() {
    String packet =
        xmp("xmp:Rating='3'", "").replace("xmp:R", "zz:R").replace("xmlns:xmp", "xmlns:zz");
    assertEquals(Optional.of("3"), read(packet).first("xmp:Rating"));
    String other =
        xmp("xmp:Rating='3'", "").replace("http://ns.adobe.com/xap/1.0/", "http://other/");
    assertEquals(Optional.empty(), read(other).first("xmp:Rating"));
    String bare = xmp("MicrosoftPhoto:Rating='3'", "").replace("/photo/1.0/'", "/photo/1.0'");
    assertEquals(Optional.of("3"), read(bare).first("MicrosoftPhoto:Rating"));
  }

  @Test
  void listsKeepTheirOrderAndLanguagesTheirDefault() {
    String keywords = list("dc:subject", "Seq", "b", "a &amp; &#x6d77;", "<![CDATA[<c>]]>");
    assertEquals(List.of("b", "a & 海", "<c>"), read(xmp("", keywords)).all("dc:subject"));
    String titles =
        "<dc:title><rdf:Alt><rdf:li xml:lang='de'>Hund</rdf:li>"
            + "<rdf:li xml:lang='x-default'>dog</rdf:li></rdf:Alt></dc:title>";
    assertEquals(List.of("dog", "Hund"), read(xmp("", titles)).all("dc:title"));
  }

  /**
   * Some of Lightroom's own are the 200 that the JDK allows by itself, with those of others more.
   */
  @Test
  void rawConvertersWriteHundredsOfAttributes() {
    String settings =
        IntStream.range(0, 1000)
            .mapToObj(i -> "crs:S" + i + "='0'")
            .collect(Collectors.joining(" "));
    String attributes =
        "xmlns:crs='http://ns.adobe.com/camera-raw-settings/1.0/' " + settings + " xmp:Rating='4'";
    assertEquals(Optional.of("4"), read(xmp(attributes, "")).first("xmp:Rating"));
  }

  @Test
  void everyEncodingIsRead() {
    String packet = xmp("photoshop:City='x' tiff:Model='Zürich'", "");
    Charset windows = Charset.forName("windows-1252");
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, windows
        }) {
      byte[] plain = packet.getBytes(charset);
      assertEquals(Optional.of("Zürich"), read(plain).first("tiff:Model"), charset.name());
      if (!charset.equals(windows)) {
        byte[] marked = ("\ufeff" + packet).getBytes(charset);
        assertEquals(Optional.of("Zürich"), read(marked).first("tiff:Model"), charset.name());
      }
    }
    String lying =
        "<?xml version='1.0' encoding='UTF-16'?>" + packet.substring(packet.indexOf("<x:"));
    assertEquals(Optional.of("Zürich"), read(lying).first("tiff:Model"));
  }

  @Test
  void whatStandsBeforeTheDamageIsRead() {
    String packet = xmp("xmp:Rating='3'", list("dc:subject", "Bag", "one", "two"));
    byte[] cut = packet.substring(0, packet.indexOf("two")).getBytes(StandardCharsets.UTF_8);
    assertEquals(Optional.of("3"), read(cut).first("xmp:Rating"));
    assertEquals(List.of("one"), read(cut).all("dc:subject"));
    assertEquals(
        List.of("one", "two"), read(packet.replace("Rating='", "Rating='\0")).all("dc:subject"));
    byte[] behind = join(packet.getBytes(StandardCharsets.UTF_8), new byte[] {0, (byte) 0xff, '<'});
    assertEquals(List.of("one", "two"), read(behind).all("dc:subject"));
    assertEquals(List.of(), read("no XML", "<", "<a/>").all("dc:subject"));
  }

  private static Xmp read(String first, String second, String third) {
    return read(
        first.getBytes(StandardCharsets.UTF_8),
        second.getBytes(StandardCharsets.UTF_8),
        third.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void firstPacketWithAPropertyHasIt() {
    String first = xmp("xmp:Rating='1'", list("dc:subject", "Bag", "first"));
    String second = xmp("tiff:Make='M'", list("dc:subject", "Bag", "second"));
    Xmp both = read(first, second, "");
    assertEquals(List.of("first"), both.all("dc:subject"));
    assertEquals(Optional.of("M"), both.first("tiff:Make"));
  }

  @Test
  void otherFilesAreNotReadIn(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    for (String doctype :
        new String[] {
          "<!DOCTYPE x [<!ENTITY e SYSTEM '%s'>]>".formatted(secret.toUri()),
          "<!DOCTYPE x SYSTEM '%s'>".formatted(secret.toUri())
        }) {
      Xmp xmp = read(doctype + xmp("xmp:Rating='3'", "<tiff:Model>&e;</tiff:Model>"));
      assertEquals(
          Optional.empty(), xmp.first("tiff:Model").filter(text -> text.contains("secret")));
    }
  }

  @Test
  void entitiesDoNotExplode() {
    StringBuilder doctype = new StringBuilder("<!DOCTYPE x [<!ENTITY e0 'laugh'>");
    for (int i = 1; i < 12; i++) {
      doctype.append("<!ENTITY e%d '%s'>".formatted(i, "&e%d;".formatted(i - 1).repeat(10)));
    }
    Xmp xmp = read(doctype + "]>" + xmp("xmp:Rating='3'", "<tiff:Model>&e11;</tiff:Model>"));
    assertEquals(Optional.empty(), xmp.first("tiff:Model").filter(text -> text.contains("laugh")));
  }
}
