package org.clipsearch.metadata;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The simple values and lists of an XMP packet (ISO 16684-1), in any of RDF's ways to write them.
 *
 * <p>Read by Java's own streaming parser instead of metadata-extractor's, XMPCore: that one builds
 * a tree by the JVM's limits, which since Java 24 are 200 attributes to an element, and raw
 * converters write more; its time grows with the square of a packet's length; and it keeps each
 * namespace that it meets until the JVM ends.
 */
final class Xmp {
  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns";
  private static final String MAX_ATTRIBUTES = "10000"; // as it was before Java 24
  private static final int MAX_ITEMS = 1000;

  /** By the names without what some end in: a slash, or a hash. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          "http://purl.org/dc/elements/1.1", "dc",
          "http://ns.adobe.com/xap/1.0", "xmp",
          "http://ns.adobe.com/tiff/1.0", "tiff",
          "http://ns.adobe.com/exif/1.0", "exif",
          "http://cipa.jp/exif/1.0", "exifEX",
          "http://ns.adobe.com/exif/1.0/aux", "aux",
          "http://ns.adobe.com/photoshop/1.0", "photoshop",
          "http://ns.adobe.com/lightroom/1.0", "lr",
          "http://ns.microsoft.com/photo/1.0", "MicrosoftPhoto");

  private final Map<String, List<String>> values = new HashMap<>();

  private Xmp() {}

  /** Reads packets; a property is that of the first one that has it. */
  static Xmp read(List<byte[]> packets) {
    Xmp all = new Xmp();
    for (byte[] packet : packets) {
      Xmp xmp = new Xmp();
      try {
        xmp.parse(text(packet));
      } catch (XMLStreamException | RuntimeException e) {
        // Damaged from here on: what was read before it stays.
      }
      xmp.values.forEach(all.values::putIfAbsent);
    }
    return all;
  }

  /** Of a property such as "dc:title": its value, or the first of them. */
  Optional<String> first(String property) {
    return all(property).stream().findFirst();
  }

  /** The values of a property, in their order; of one in several languages, the default first. */
  List<String> all(String property) {
    return values.getOrDefault(property, List.of());
  }

  /** From its first tag on, in the encoding that it is in, without what XML does not allow. */
  private static String text(byte[] packet) {
    int length = Math.min(packet.length, Blocks.MAX_BYTES);
    String text =
        switch (length < 2 ? 0 : ((packet[0] & 0xff) << 8) | (packet[1] & 0xff)) {
          case 0xfeff, '<' -> new String(packet, 0, length, StandardCharsets.UTF_16BE);
          case 0xfffe, '<' << 8 -> new String(packet, 0, length, StandardCharsets.UTF_16LE);
          default -> Texts.decode(packet);
        };
    return text.substring(Math.max(0, text.indexOf('<')))
        .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", " ");
  }

  private void parse(String text) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty("jdk.xml.elementAttributeLimit", MAX_ATTRIBUTES);
    XMLStreamReader in = factory.createXMLStreamReader(new StringReader(text));
    while (in.hasNext()) {
      if (in.next() == XMLStreamConstants.START_ELEMENT
          && in.getLocalName().equals("RDF")
          && trimmed(in.getNamespaceURI()).equals(RDF)) {
        properties(in);
        return;
      }
    }
  }

  /**
   * Below RDF's own element come descriptions, whose attributes are properties; then elements that
   * are; then arrays, or what else surrounds a value; then their items.
   */
  private void properties(XMLStreamReader in) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    String property = "";
    boolean isDefault = false;
    int depth = 0;
    while (depth >= 0 && in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          if (depth == 1) {
            addAttributes(in);
          } else if (depth == 2) {
            property = name(in.getNamespaceURI(), in.getLocalName());
          }
          if (depth == 2 || depth == 4) {
            text.setLength(0);
            isDefault = "x-default".equals(in.getAttributeValue(XMLConstants.XML_NS_URI, "lang"));
          }
        }
        case XMLStreamConstants.CHARACTERS -> {
          if (depth == 2 || depth == 4) {
            text.append(in.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (depth == 2 || depth == 4) {
            add(property, text.toString(), isDefault);
            text.setLength(0);
          }
          depth--;
        }
        default -> {}
      }
    }
  }

  private void addAttributes(XMLStreamReader in) {
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String property = name(in.getAttributeNamespace(i), in.getAttributeLocalName(i));
      add(property, in.getAttributeValue(i), false);
    }
  }

  /** Such as "dc:title", whatever prefix the packet uses; "" where it is not wanted. */
  private static String name(String namespace, String name) {
    String prefix = PREFIXES.get(trimmed(namespace));
    return prefix == null ? "" : prefix + ":" + name;
  }

  private static String trimmed(String namespace) {
    return namespace == null ? "" : namespace.replaceFirst("[/#]$", "");
  }

  private void add(String property, String text, boolean isDefault) {
    Optional<String> value = Texts.clean(text);
    if (property.isEmpty() || value.isEmpty()) {
      return;
    }
    List<String> all = values.computeIfAbsent(property, _ -> new ArrayList<>());
    if (all.size() < MAX_ITEMS) {
      all.add(isDefault ? 0 : all.size(), value.get());
    }
  }
}
