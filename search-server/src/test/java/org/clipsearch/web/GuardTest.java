package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clipsearch.TestModel;
import org.clipsearch.web.Http.Answer;
import org.clipsearch.web.Http.Form;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and who may not. */
class GuardTest {
  private static final String TOKEN = "correct-horse";
  private static final Form FORM = new Form().field("labels", "a,b").field("id", "none");

  @TempDir static Path directory;
  @TempDir static Path otherDirectory;
  private static TestServer open;
  private static TestServer closed;
  private static Http http;
  private static Http closedHttp;

  @BeforeAll
  static void startServers() throws Exception {
    for (Path each : List.of(directory, otherDirectory)) {
      TestModel.draw(Files.createDirectory(each.resolve("photos")).resolve("a.png"), 1);
    }
    open = new TestServer(directory, Optional.empty());
    closed = new TestServer(otherDirectory, Optional.of(TOKEN));
    http = new Http(open.uri());
    closedHttp = new Http(closed.uri());
  }

  @AfterAll
  static void stopServers() throws Exception {
    open.close();
    closed.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:9999"})
  void namesOfTheAddressServedAreAnswered(String host) throws Exception {
    assertEquals(200, http.get("/api/status", "Host", host).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "0.0.0.0",
        "[::1]",
        "127.0.0.2"
      })
  void otherNamesAreRefused(String host) throws Exception {
    for (String path : List.of("/", "/api/status", "/app.js", "/api/images/x")) {
      Answer answer = http.get(path, "Host", host);
      assertEquals(403, answer.status(), path);
      assertTrue(answer.json().get("detail").getAsString().contains("is not served here"));
    }
  }

  @Test
  void serverAtAllAddressesIsAskedByAnyOfThem(@TempDir Path other) throws Exception {
    TestModel.draw(Files.createDirectory(other.resolve("photos")).resolve("a.png"), 1);
    ServerSettings settings =
        new ServerSettings("0.0.0.0", 0, List.of("photos.example"), Optional.of(TOKEN));
    try (TestServer everywhere = new TestServer(other, settings)) {
      assertEquals("127.0.0.1", everywhere.uri().getHost());
      Http client = new Http(everywhere.uri());
      String[] token = {"Authorization", "Bearer " + TOKEN};
      for (String host :
          List.of(
              "127.0.0.1", "192.0.2.7:80", "[2001:db8::7]:7070", "localhost", "photos.example")) {
        assertEquals(401, client.get("/api/status", "Host", host).status());
        Answer answer = client.get("/api/status", "Host", host, token[0], token[1]);
        assertEquals(200, answer.status(), host);
      }
      Answer answer = client.get("/api/status", "Host", "evil.example", token[0], token[1]);
      assertEquals(403, answer.status());
    }
  }

  @Test
  void postsFromForeignPagesAreRefused() throws Exception {
    String authority = open.uri().getAuthority();
    assertEquals(404, http.post("/api/classify", FORM).status(), "curl names no origin");
    assertEquals(404, http.post("/api/classify", FORM, "Origin", "http://" + authority).status());
    for (String origin :
        List.of(
            "http://evil.example",
            "null",
            "http://127.0.0.1:1",
            "http://" + authority + ".evil.example",
            "https://evil.example/" + authority)) {
      Answer answer = http.post("/api/classify", FORM, "Origin", origin);
      assertEquals(403, answer.status(), origin);
      assertTrue(answer.json().get("detail").getAsString().contains("may not post here"));
    }
  }

  @Test
  void withoutTheTokenNothingIsAnswered() throws Exception {
    String image = "/api/images/" + closed.id("a.png");
    for (String path :
        List.of(
            "/", "/app.js", "/api/status", "/api/search?q=x", image, image + "/thumbnail", "/no")) {
      for (String[] headers :
          new String[][] {
            {"Accept", "*/*"},
            {"Authorization", "Bearer wrong"},
            {"Authorization", "Bearer " + TOKEN + "x"},
            {"Authorization", TOKEN},
            {"Cookie", "clipsearch=" + TOKEN},
            {"Cookie", "clipsearch="}
          }) {
        Answer answer = closedHttp.get(path, headers);
        assertEquals(401, answer.status(), path + " " + String.join(": ", headers));
        assertEquals("Bearer", answer.header("WWW-Authenticate"));
      }
      assertTrue(closedHttp.get(path, "Authorization", "Bearer " + TOKEN).status() != 401, path);
      assertTrue(closedHttp.get(path, "Authorization", "bearer " + TOKEN).status() != 401, path);
    }
    assertEquals(401, closedHttp.post("/api/classify", FORM).status());
  }

  @Test
  void aPersonShowsTheTokenOnce() throws Exception {
    Answer page = closedHttp.get("/", "Accept", "text/html,*/*");
    assertEquals(401, page.status());
    assertTrue(page.text().contains("<form method=\"post\" action=\"/login\">"), page.text());

    Answer wrong = login("token=wrong");
    assertEquals(401, wrong.status());
    assertEquals(null, wrong.header("Set-Cookie"));
    assertTrue(wrong.text().contains("That is not the token."), wrong.text());
    assertEquals(403, login("token=" + TOKEN, "Origin", "http://evil.example").status());
    assertEquals(400, login("token=" + "x".repeat(5_000)).status(), "no room for more");
    assertEquals(400, closedHttp.post("/login", new Form().field("token", TOKEN)).status());

    Answer right = login("token=" + TOKEN);
    assertEquals(303, right.status());
    assertEquals("/", right.header("Location"));
    String cookie = right.header("Set-Cookie");
    assertTrue(cookie.contains("; HttpOnly; SameSite=Strict"), cookie);
    assertFalse(cookie.contains(TOKEN), "the token itself stays out of the browser's files");
    String pair = cookie.substring(0, cookie.indexOf(';'));
    assertEquals(200, closedHttp.get("/api/status", "Cookie", pair).status());
    assertEquals(200, closedHttp.get("/", "Cookie", pair, "Accept", "text/html").status());
  }

  private static Answer login(String form, String... headers) throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
    return closedHttp.send(
        "POST", "/login", BodyPublishers.ofString(form), all.toArray(String[]::new));
  }

  @Test
  void everyResponseKeepsThePageToItself() throws Exception {
    for (String path : List.of("/", "/app.js", "/api/status", "/nothing", "/api/search")) {
      Answer answer = http.get(path);
      String policy = answer.header("Content-Security-Policy");
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), path);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("nosniff", answer.header("X-Content-Type-Options"));
      assertEquals("same-origin", answer.header("Cross-Origin-Resource-Policy"));
      assertEquals(null, answer.header("Access-Control-Allow-Origin"));
    }
  }
}
