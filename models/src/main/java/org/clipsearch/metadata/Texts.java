package org.clipsearch.metadata;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text as cameras and programs leave it behind. */
final class Texts {
  /** Five times what IPTC has room for; more is no caption. */
  private static final int MAX_LENGTH = 10_000;

  /** Its 256 characters. */
  private static final String WINDOWS_1252 = windows1252();

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

  private Texts() {}

  private static String windows1252() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return new String(bytes, Charset.forName("windows-1252"));
  }

  /**
   * As UTF-8, and what is not that as Windows-1252, byte by byte. EXIF asks for ASCII and IPTC for
   * a name of the encoding; what writers do is one of these two, whatever they name.
   */
  static String decode(byte[] bytes) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length); // UTF-8 has no more characters than bytes
    while (utf8.reset().decode(in, out, true).isError()) {
      out.put(WINDOWS_1252.charAt(in.get() & 0xff));
    }
    return out.flip().toString();
  }

  /** On one line, without blanks around it, and not too long; empty where nothing is left. */
  static Optional<String> clean(String text) {
    String head = text.substring(0, Math.min(text.length(), MAX_LENGTH));
    if (!head.isEmpty() && Character.isHighSurrogate(head.charAt(head.length() - 1))) {
      head = head.substring(0, head.length() - 1);
    }
    return Optional.of(BLANKS.matcher(head).replaceAll(" ").strip()).filter(t -> !t.isEmpty());
  }
}
