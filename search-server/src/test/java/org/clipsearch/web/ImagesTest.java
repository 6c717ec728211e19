package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.clipsearch.TestModel;
import org.clipsearch.web.Http.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as a browser gets them. */
class ImagesTest {
  @TempDir static Path directory;
  private static TestServer server;
  private static Http http;

  @BeforeAll
  static void startServer() throws Exception {
    Path photos = Files.createDirectory(directory.resolve("photos"));
    for (String name : new String[] {"plain", "gone", "replaced", "edited", "damaged"}) {
      TestModel.draw(photos.resolve(name + ".png"), 1);
    }
    BufferedImage wide = new BufferedImage(600, 300, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(wide, "tiff", photos.resolve("scan.tiff").toFile());
    Files.write(photos.resolve("cmyk.jpg"), cmykJpeg());
    Files.write(photos.resolve("turned.jpg"), turned(wide));
    Files.write(photos.resolve("camera.raf"), raw(turned(wide)));
    server = new TestServer(directory, Optional.empty());
    http = new Http(server.uri());
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  /** A JPEG of four inks. */
  private static byte[] cmykJpeg() throws IOException {
    WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 30, 4, null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(inks, null, null), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A JPEG whose EXIF says: turn it by a quarter to the right. */
  private static byte[] turned(BufferedImage image) throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", jpeg);
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "ffe10022"
                    + "457869660000"
                    + "4d4d002a00000008"
                    + "0001" // one tag
                    + "0112000300000001"
                    + "00060000"
                    + "00000000");
    ByteBuffer file = ByteBuffer.allocate(jpeg.size() + exif.length);
    file.put(jpeg.toByteArray(), 0, 2).put(exif).put(jpeg.toByteArray(), 2, jpeg.size() - 2);
    return file.array();
  }

  /** As Fujifilm's cameras begin it. */
  private static byte[] raw(byte[] preview) {
    return ByteBuffer.allocate(100 + preview.length)
        .put("FUJIFILMCCD-RAW 0201".getBytes(StandardCharsets.US_ASCII))
        .position(100)
        .put(preview)
        .array();
  }

  private static String address(String file) {
    return "/api/images/" + server.id(file);
  }

  private static byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(server.photos.resolve(file));
  }

  private static BufferedImage decode(Answer answer) throws IOException {
    assertEquals(200, answer.status(), answer.text());
    assertEquals("image/jpeg", answer.header("Content-Type"));
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  @Test
  void rawFilesAreShownByTheirPreviewUpright() throws Exception {
    BufferedImage shown = decode(http.get(address("camera.raf")));
    assertEquals("300 x 600", shown.getWidth() + " x " + shown.getHeight());
    BufferedImage small = decode(http.get(address("camera.raf") + "/thumbnail?size=64"));
    assertEquals("32 x 64", small.getWidth() + " x " + small.getHeight());
  }

  @Test
  void originalIsTheFileItself() throws Exception {
    Answer answer = http.get(address("plain.png"));
    assertEquals(200, answer.status());
    assertEquals("image/png", answer.header("Content-Type"));
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    assertArrayEquals(bytes("plain.png"), answer.body());
    Answer head = http.send("HEAD", address("plain.png"), BodyPublishers.noBody());
    assertEquals(200, head.status());
    assertEquals(0, head.body().length);
    assertEquals(answer.header("ETag"), head.header("ETag"));
    assertEquals(String.valueOf(answer.body().length), head.header("Content-Length"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/thumbnail?size=64"})
  void browserAsksAndKeepsWhatHasNotChanged(String what) throws Exception {
    Answer first = http.get(address("edited.png") + what);
    String etag = first.header("ETag");
    assertEquals("private, no-cache", first.header("Cache-Control"));
    for (String known : new String[] {etag, "\"other\", " + etag, "W/" + etag, "*"}) {
      Answer again = http.get(address("edited.png") + what, "If-None-Match", known);
      assertEquals(304, again.status(), known);
      assertNull(again.header("Content-Type"), "of the picture, not of nothing");
      assertNull(again.header("Content-Length"));
      assertEquals(0, again.body().length);
      assertEquals(etag, again.header("ETag"));
    }
    assertEquals(
        200, http.get(address("edited.png") + what, "If-None-Match", "\"other\"").status());
    TestModel.draw(server.photos.resolve("edited.png"), what.length() + 7);
    Answer changed = http.get(address("edited.png") + what, "If-None-Match", etag);
    assertEquals(200, changed.status());
    assertNotEquals(etag, changed.header("ETag"));
    assertTrue(!Arrays.equals(first.body(), changed.body()));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 0, 10",
    "bytes=10-19, 10, 20",
    "bytes=100-, 100, -1",
    "bytes=-7, -7, -1",
    "bytes=0-1000000, 0, -1"
  })
  void partsAreSentAsAskedFor(String range, int from, int to) throws Exception {
    byte[] file = bytes("plain.png");
    int first = from < 0 ? file.length + from : from;
    int end = to < 0 ? file.length : to;
    Answer answer = http.get(address("plain.png"), "Range", range);
    assertEquals(206, answer.status());
    assertArrayEquals(Arrays.copyOfRange(file, first, end), answer.body());
    String expected = "bytes %d-%d/%d".formatted(first, end - 1, file.length);
    assertEquals(expected, answer.header("Content-Range"));
    assertEquals("bytes", answer.header("Accept-Ranges"));
  }

  @Test
  void partsThatCannotBeSentAreRefusedOrTheWholeIs() throws Exception {
    byte[] file = bytes("plain.png");
    Answer beyond = http.get(address("plain.png"), "Range", "bytes=1000000-");
    assertEquals(416, beyond.status());
    assertEquals("bytes */" + file.length, beyond.header("Content-Range"));
    assertNull(beyond.header("ETag"));
    for (String range : new String[] {"bytes=0-1,5-6", "lines=1-2"}) {
      assertEquals(200, http.get(address("plain.png"), "Range", range).status(), range);
    }
    String[] part = {"Range", "bytes=0-1"};
    assertEquals(
        200, http.send("HEAD", address("plain.png"), BodyPublishers.noBody(), part).status());
    String etag = http.get(address("plain.png")).header("ETag");
    Answer same = http.get(address("plain.png"), "Range", "bytes=0-1", "If-Range", etag);
    assertEquals(206, same.status());
    Answer other = http.get(address("plain.png"), "Range", "bytes=0-1", "If-Range", "\"old\"");
    assertEquals(200, other.status());
    assertArrayEquals(file, other.body());
  }

  @ParameterizedTest
  @CsvSource({"scan.tiff, 600, 300", "cmyk.jpg, 40, 30"})
  void whatBrowsersCannotShowComesAsJpeg(String file, int width, int height) throws Exception {
    Answer answer = http.get(address(file));
    BufferedImage image = decode(answer);
    assertEquals(width + " x " + height, image.getWidth() + " x " + image.getHeight());
    assertEquals(304, http.get(address(file), "If-None-Match", answer.header("ETag")).status());
  }

  @Test
  void thumbnailsAreUprightAndAsLargeAsAskedFor() throws Exception {
    BufferedImage turned = decode(http.get(address("turned.jpg") + "/thumbnail?size=100"));
    assertEquals("50 x 100", turned.getWidth() + " x " + turned.getHeight());
    BufferedImage plain = decode(http.get(address("scan.tiff") + "/thumbnail"));
    assertEquals("256 x 128", plain.getWidth() + " x " + plain.getHeight());
    BufferedImage small = decode(http.get(address("plain.png") + "/thumbnail?size=1024"));
    assertEquals("60 x 40", small.getWidth() + " x " + small.getHeight());
  }

  @Test
  void thumbnailsAreKeptOnTheDisk() throws Exception {
    byte[] first = http.get(address("plain.png") + "/thumbnail?size=48").body();
    Path kept;
    try (var files = Files.walk(directory.resolve("thumbnails"))) {
      String id = server.id("plain.png");
      kept =
          files
              .filter(file -> file.getFileName().toString().matches(id + ".*-48.jpg"))
              .findFirst()
              .orElseThrow();
    }
    assertArrayEquals(first, Files.readAllBytes(kept));
    Files.write(kept, new byte[] {1, 2, 3});
    byte[] second = http.get(address("plain.png") + "/thumbnail?size=48").body();
    assertArrayEquals(new byte[] {1, 2, 3}, second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/thumbnail"})
  void filesThatChangedBehindTheIndexAreTold(String what) throws Exception {
    Files.deleteIfExists(server.photos.resolve("gone.png"));
    Answer gone = http.get(address("gone.png") + what);
    assertEquals(404, gone.status());
    assertTrue(gone.text().contains("is not there any more"), gone.text());
    Files.createDirectory(server.photos.resolve("gone.png"));
    assertEquals(404, http.get(address("gone.png") + what).status());
    Files.delete(server.photos.resolve("gone.png"));

    Files.writeString(server.photos.resolve("replaced.png"), "secret: 12345");
    Answer replaced = http.get(address("replaced.png") + what);
    assertEquals(404, replaced.status());
    assertTrue(!replaced.text().contains("12345"), "no file is shown that is no picture");

    byte[] file = bytes("plain.png");
    Files.write(server.photos.resolve("damaged.png"), Arrays.copyOf(file, file.length / 2));
    if (!what.isEmpty()) {
      Answer damaged = http.get(address("damaged.png") + what);
      assertEquals(422, damaged.status());
      assertNull(damaged.header("ETag"));
      assertTrue(damaged.text().contains("damaged"), damaged.text());
    }
  }

  @Test
  void errorsAreNotImages() throws Exception {
    String text = new String(http.get("/api/images/x").body(), StandardCharsets.UTF_8);
    assertTrue(text.startsWith("{\"error\":\"Not Found\",\"detail\":"), text);
  }
}
