package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.clipsearch.TestModel;
import org.clipsearch.web.Http.Answer;
import org.clipsearch.web.Http.Form;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong requests: the right status, and a detail that names what is wrong. */
class RefusalsTest {
  /** Method and path, status, what the detail says. */
  static final List<String> WRONG =
      List.of(
          "GET /api/search | 400 | either q or like must be given",
          "GET /api/search?q=a&like=b | 400 | either q or like must be given",
          "GET /api/search?q=%20 | 400 | q must say what to look for",
          "GET /api/search?q=LONG | 400 | q must have at most 1000 characters, got: 1001",
          "GET /api/search?q=a&k=0 | 400 | k must be a whole number from 1 to 1000, got: 0",
          "GET /api/search?q=a&k=1001 | 400 | k must be a whole number from 1 to 1000",
          "GET /api/search?q=a&k=many | 400 | k must be a whole number from 1 to 1000, got: many",
          "GET /api/search?q=a&language=de | 400 | language must be auto, model or multilingual,"
              + " got: de",
          "GET /api/search?like=nothing | 404 | like: no image nothing in the index",
          "GET /api/images/nothing | 404 | id: no image nothing in the index",
          "GET /api/images/nothing/thumbnail | 404 | id: no image nothing in the index",
          "GET /api/images/a/thumbnail?size=8 | 400 | size must be a whole number from 16 to 1024",
          "GET /api/images/..%2F..%2Fetc%2Fpasswd | 404 | in the index",
          "GET /api/images//etc/passwd | 404 | nothing is at",
          "GET /api/nothing | 404 | nothing is at /api/nothing",
          "GET /nothing.html | 404 | nothing is at /nothing.html",
          "GET /../web/Server.class | 400 | Bad",
          "GET /api/search?q=HUGE | 414 | URI Too Long",
          "POST /api/search | 405 | /api/search is not for POST",
          "GET /api/classify | 405 | /api/classify is not for GET",
          "DELETE /api/status | 405 | /api/status is not for DELETE",
          "POST /api/search/image | 415 | the request must be of type multipart/form-data",
          "POST /api/classify | 415 | the request must be of type multipart/form-data");

  @TempDir static Path directory;
  private static TestServer server;
  private static Http http;
  private static byte[] picture;

  @BeforeAll
  static void startServer() throws Exception {
    Path photos = Files.createDirectory(directory.resolve("photos"));
    picture = Files.readAllBytes(TestModel.draw(photos.resolve("a.png"), 1));
    server = new TestServer(directory, Optional.empty());
    http = new Http(server.uri());
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  private static void assertRefused(int status, String detail, Answer answer) {
    assertEquals(status, answer.status(), answer.text());
    assertEquals("application/json;charset=utf-8", answer.header("Content-Type"));
    assertTrue(answer.json().get("detail").getAsString().contains(detail), answer.text());
    assertFalse(answer.json().get("error").getAsString().isEmpty());
    assertEquals("no-store", answer.header("Cache-Control"));
  }

  @ParameterizedTest
  @FieldSource("WRONG")
  void areNamed(String wrong) throws Exception {
    String[] parts =
        wrong
            .replace("LONG", "x".repeat(1001))
            .replace("HUGE", "x".repeat(40_000))
            .split(" [|] ", -1);
    String[] request = parts[0].split(" ", 2);
    Answer answer = http.send(request[0], request[1], BodyPublishers.noBody());
    assertRefused(Integer.parseInt(parts[1]), parts[2], answer);
  }

  @Test
  void formsThatLackSomethingAreNamed() throws Exception {
    Form image = new Form().file("image", "a.png", picture);
    assertRefused(
        400,
        "image must be a part with a file",
        http.post("/api/search/image", new Form().field("x", "y")));
    assertRefused(400, "labels must be given", http.post("/api/classify", image));
    assertRefused(
        400, "either image", http.post("/api/classify", new Form().field("labels", "a,b")));
    Form both = new Form().file("image", "a.png", picture).field("labels", "a").field("id", "b");
    assertRefused(400, "either image", http.post("/api/classify", both));
    assertRefused(
        404,
        "id: no image b in the index",
        http.post("/api/classify", new Form().field("labels", "a").field("id", "b")));
    Form placeless =
        new Form().file("image", "a.png", picture).field("labels", "a").field("templates", "x");
    assertRefused(400, "templates must each have a place", http.post("/api/classify", placeless));
    Form many = new Form().file("image", "a.png", picture).field("labels", "a\n" + numbers(10_000));
    assertRefused(400, "at most 10000, got: 10001 times 1", http.post("/api/classify", many));
    Form wide = new Form().file("image", "a.png", picture).field("labels", "x".repeat(1001));
    assertRefused(
        400, "labels must have at most 1000 characters each", http.post("/api/classify", wide));
  }

  private static String numbers(int n) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < n; i++) {
      lines.append(i).append('\n');
    }
    return lines.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/x-www-form-urlencoded; charset=nonsense"
      })
  void formsThatAreNoneAreNamed(String type) throws Exception {
    for (String path : List.of("/api/search/image", "/api/classify")) {
      Answer answer =
          http.send("POST", path, BodyPublishers.ofString("no form"), "Content-Type", type);
      assertTrue(answer.status() == 400 || answer.status() == 415, answer.text());
      assertFalse(answer.json().get("detail").getAsString().isEmpty());
    }
  }

  @Test
  void manyLabelsAreTakenAndTooManyAreNamed() throws Exception {
    Form many = new Form().file("image", "a.png", picture);
    assertEquals(
        200,
        http.post(
                "/api/classify",
                many.field("labels", numbers(2_000).replace("\n", "y".repeat(120) + "\n")))
            .status());
    Form much = new Form().file("image", "a.png", picture).field("labels", "x,".repeat(1_000_000));
    Answer refused = http.post("/api/classify", much);
    assertTrue(refused.status() == 400 || refused.status() == 413, refused.text());
    Form repeated =
        new Form()
            .file("image", "a.png", picture)
            .field("labels", "x".repeat(500))
            .field("templates", "{label} {label}");
    assertRefused(
        400, "templates with labels in them must have", http.post("/api/classify", repeated));
  }

  @Test
  void otherMethodsAreToldWhichOnesFit() throws Exception {
    Answer answer = http.send("DELETE", "/api/search", BodyPublishers.noBody());
    assertTrue(answer.header("Allow").contains("GET"), answer.header("Allow"));
    assertEquals(400, http.send("HEAD", "/api/search?q=a&k=0", BodyPublishers.noBody()).status());
  }

  @Test
  void whatIsNoPictureOrADamagedOneIsTold() throws Exception {
    byte[] text = "only words".getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(picture, picture.length / 2);
    assertRefused(415, "image must be a file of JPEG, PNG", upload(text));
    assertRefused(415, "image must be a file of JPEG, PNG", upload(new byte[0]));
    assertRefused(422, "image: damaged", upload(cut));
    byte[] jxl = "\0\0\0\14JXL \r\n\207\n".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(415, "image must be a file of JPEG, PNG", upload(jxl));
    byte[] heic = "\0\0\0\30ftypheic\0\0\0\0heicmif1".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(422, "image: damaged", upload(heic));
  }

  @Test
  void pixelsAreCountedBeforeDecoding() throws Exception {
    BufferedImage white = new BufferedImage(10_000, 7_000, BufferedImage.TYPE_BYTE_BINARY);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(white, "png", png);
    assertRefused(422, "at most 64000000 pixels, got: 70000000", upload(png.toByteArray()));
  }

  private static Answer upload(byte[] file) throws IOException, InterruptedException {
    return http.post("/api/search/image", new Form().file("image", "x", file));
  }

  @Test
  void tooLargeABodyIsRefusedWhetherAnnouncedOrNot() throws Exception {
    byte[] large = new Form().file("image", "x", new byte[21 << 20]).bytes();
    String[] type = {"Content-Type", "multipart/form-data; boundary=----here-a-part-begins"};
    String detail = "a request must have at most 20 MB";
    Answer chunked =
        http.send(
            "POST",
            "/api/search/image",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
            type);
    assertRefused(413, detail, chunked);
    // The server answers at once and closes; a client that is still sending may see only that.
    try {
      assertRefused(
          413,
          detail,
          http.send("POST", "/api/search/image", BodyPublishers.ofByteArray(large), type));
    } catch (IOException e) {
      assertTrue(
          e.toString().matches("(?is).*(reset|broken|closed|EOF|received no bytes).*"),
          e.getMessage());
    }
    assertEquals(200, upload(picture).status(), "and it lives on");
  }

  @Test
  void settingsThatLetOthersInNeedAToken() {
    for (String host : List.of("0.0.0.0", "::", "192.0.2.1")) {
      Exception e =
          assertThrows(
              IllegalArgumentException.class,
              () -> new ServerSettings(host, 7070, List.of(), Optional.empty()));
      assertTrue(e.getMessage().contains("--token"), e.getMessage());
      assertEquals(host, new ServerSettings(host, 7070, List.of(), Optional.of("secret")).host());
    }
    for (String host : List.of("127.0.0.1", "localhost", "::1")) {
      assertEquals(host, new ServerSettings(host, 7070, List.of(), Optional.empty()).host());
    }
    for (String token : List.of("", "two words", "line\n", "密")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ServerSettings("localhost", 7070, List.of(), Optional.of(token)));
    }
  }
}
