package org.clipsearch.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/** The drawn scene as HEIC and AVIF; the README beside the files tells how they were made. */
final class HeifFiles {
  static final int WIDTH = 160;
  static final int HEIGHT = 112;

  private HeifFiles() {}

  static void assumeReadable(ImageFormat format) {
    String obstacle = Heif.obstacle(format).orElse("");
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> format + " " + obstacle);
  }

  static byte[] read(String name) throws IOException {
    try (InputStream in = HeifFiles.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /**
   * With a rotation in place of the box that tells the bits of a pixel.
   *
   * @param quarters anticlockwise
   */
  static byte[] turned(String name, int quarters) throws IOException {
    byte[] file = read(name);
    ByteBuffer box = ByteBuffer.wrap(file).position(find(file, "pixi"));
    box.put("irot".getBytes(StandardCharsets.US_ASCII)).put((byte) quarters);
    return file;
  }

  /** With another size in its header. */
  static byte[] claiming(String name, int width, int height) throws IOException {
    byte[] file = read(name);
    ByteBuffer.wrap(file)
        .putInt(find(file, "ispe") + 8, width)
        .putInt(find(file, "ispe") + 12, height);
    return file;
  }

  static int find(byte[] file, String type) {
    return new String(file, StandardCharsets.ISO_8859_1).indexOf(type);
  }
}
