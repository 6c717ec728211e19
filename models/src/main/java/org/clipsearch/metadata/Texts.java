package org.clipsearch.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text as cameras and programs leave it behind. */
final class Texts {
  /** Five times what IPTC has room for; more is no caption. */
  private static final int MAX_LENGTH = 10_000;

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

  private Texts() {}

  /**
   * UTF-8 where the bytes are that, else Windows-1252. EXIF asks for ASCII and IPTC for a name of
   * the encoding; what writers do is one of these two, whatever they name.
   */
  static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, WINDOWS);
    }
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
