package org.clipsearch.scenes;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Scenes as image files like a camera's: with EXIF that tells when and where each was taken, which
 * is its {@link Occasion}, and names what it shows.
 */
public final class SceneFile {
  private static final float JPEG_QUALITY = 0.9f;

  /** Behind its signature, and the header chunk that must come first. */
  private static final int PNG_CHUNKS = 33;

  private SceneFile() {}

  /**
   * Paints a scene into a file, which replaces one that is there. Until it is whole, nothing has
   * the file's name.
   *
   * @param file a JPEG if it ends in {@code .jpg} or {@code .jpeg}, a PNG if in {@code .png}
   * @param width in pixels, at least 1
   * @param height in pixels, at least 1
   * @throws IllegalArgumentException where the file ends in something else, or has no pixels
   * @throws IOException where it cannot be written
   */
  public static void write(Scene scene, Path file, int width, int height) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    byte[] bytes;
    if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
      bytes = jpeg(scene, width, height);
    } else if (name.endsWith(".png")) {
      bytes = png(scene, width, height);
    } else {
      throw new IllegalArgumentException("neither .jpg, .jpeg nor .png: " + file);
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(unfinished, bytes);
      Files.move(
          unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Paints a scene as a JPEG file in memory.
   *
   * @param width in pixels, at least 1
   * @param height in pixels, at least 1
   * @throws IllegalArgumentException where it has no pixels
   */
  public static byte[] jpeg(Scene scene, int width, int height) {
    byte[] jpeg = jpeg(ScenePainter.paint(scene, width, height));
    byte[] exif = exif(scene);
    ByteBuffer segment = ByteBuffer.allocate(10 + exif.length);
    segment.putShort((short) 0xffe1).putShort((short) (8 + exif.length));
    segment.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(exif);
    // JFIF, too, wants its segment to come first; readers of EXIF are used to that.
    ByteBuffer file = ByteBuffer.wrap(jpeg);
    boolean jfif = file.getShort(2) == (short) 0xffe0;
    return insert(jpeg, jfif ? 4 + Short.toUnsignedInt(file.getShort(4)) : 2, segment.array());
  }

  /** A picture as a JPEG file in memory, as those of scenes are compressed. */
  public static byte[] jpeg(BufferedImage picture) {
    return encode(picture, "jpeg");
  }

  private static byte[] png(Scene scene, int width, int height) {
    byte[] png = encode(ScenePainter.paint(scene, width, height), "png");
    byte[] exif = exif(scene);
    ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length);
    chunk.putInt(exif.length).put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(exif);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + exif.length);
    chunk.putInt((int) sum.getValue());
    return insert(png, PNG_CHUNKS, chunk.array());
  }

  private static byte[] exif(Scene scene) {
    try {
      return Exif.of(scene);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory there is nothing to fail
    }
  }

  private static byte[] encode(BufferedImage image, String format) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(JPEG_QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory there is nothing to fail
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] insert(byte[] file, int at, byte[] part) {
    return ByteBuffer.allocate(file.length + part.length)
        .put(file, 0, at)
        .put(part)
        .put(file, at, file.length - at)
        .array();
  }
}
