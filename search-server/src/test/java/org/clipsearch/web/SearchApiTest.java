package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.clipsearch.TestModel;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.index.Hit;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.search.LabelScore;
import org.clipsearch.search.ZeroShotClassifier;
import org.clipsearch.web.Http.Answer;
import org.clipsearch.web.Http.Form;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API answers, against the same asked of model and index directly. */
class SearchApiTest {
  @TempDir static Path directory;
  private static TestServer server;
  private static Http http;

  @BeforeAll
  static void startServer() throws Exception {
    Path photos = Files.createDirectory(directory.resolve("photos"));
    for (int i = 0; i < 12; i++) {
      TestModel.draw(photos.resolve("picture" + i + ".png"), i);
    }
    server = new TestServer(directory, Optional.empty());
    http = new Http(server.uri());
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  private static void assertHits(List<Hit> expected, JsonObject answer) {
    JsonArray hits = answer.getAsJsonArray("hits");
    assertEquals(expected.size(), hits.size());
    for (int i = 0; i < hits.size(); i++) {
      JsonObject hit = hits.get(i).getAsJsonObject();
      Hit wanted = expected.get(i);
      assertEquals(i + 1, hit.get("rank").getAsInt());
      assertEquals(wanted.image().path().toString(), hit.get("path").getAsString());
      assertEquals(wanted.image().id(), hit.get("id").getAsString());
      assertEquals(wanted.similarity(), hit.get("similarity").getAsDouble(), 1e-5);
      assertEquals(60, hit.get("width").getAsInt());
      assertEquals(40, hit.get("height").getAsInt());
    }
  }

  @Test
  void textFindsWhatTheIndexFinds() throws Exception {
    for (String text : List.of("a dog", "海滩上的狗", "100 % & more?", "x".repeat(1000))) {
      String q = URLEncoder.encode(text, StandardCharsets.UTF_8);
      Answer answer = http.get("/api/search?q=" + q + "&k=5");
      assertEquals(200, answer.status(), answer.text());
      assertEquals("application/json;charset=utf-8", answer.header("Content-Type"));
      assertEquals("no-store", answer.header("Cache-Control"));
      assertEquals(text, answer.json().get("query").getAsString());
      try (LuceneIndex index = server.openIndex()) {
        assertHits(index.nearest(server.text.embed(text), 5), answer.json());
        assertEquals(index.generation(), answer.json().get("generation").getAsLong());
      }
    }
  }

  @Test
  void tenHitsUnlessOthersAreAskedFor() throws Exception {
    assertEquals(10, http.get("/api/search?q=x").json().getAsJsonArray("hits").size());
    assertEquals(12, http.get("/api/search?q=x&k=1000").json().getAsJsonArray("hits").size());
  }

  @Test
  void pictureFindsWhatTheIndexFinds() throws Exception {
    Path picture = TestModel.draw(directory.resolve("other.png"), 99);
    byte[] file = Files.readAllBytes(picture);
    Answer answer = http.post("/api/search/image?k=4", new Form().file("image", "其他.png", file));
    assertEquals(200, answer.status(), answer.text());
    assertEquals("其他.png", answer.json().get("query").getAsString());
    Embedding question = server.images.embed(List.of(server.images.prepare(file))).getFirst();
    try (LuceneIndex index = server.openIndex()) {
      assertHits(index.nearest(question, 4), answer.json());
    }
  }

  @Test
  void likeFindsTheOthersInTheirOrder() throws Exception {
    String id = server.id("picture3.png");
    try (LuceneIndex index = server.openIndex()) {
      List<Hit> nearest = index.nearest(index.embedding(id).orElseThrow(), 5);
      assertEquals(id, nearest.getFirst().image().id());
      JsonObject answer = http.get("/api/search?k=4&like=" + id).json();
      assertEquals("picture3.png", answer.get("query").getAsString());
      JsonArray hits = answer.getAsJsonArray("hits");
      assertEquals(4, hits.size());
      for (int i = 0; i < 4; i++) {
        JsonObject hit = hits.get(i).getAsJsonObject();
        assertEquals(nearest.get(i + 1).image().id(), hit.get("id").getAsString());
        assertEquals(i + 1, hit.get("rank").getAsInt());
      }
    }
  }

  @Test
  void classifyGivesTheProbabilitiesOfTheClassifier() throws Exception {
    byte[] file = Files.readAllBytes(server.photos.resolve("picture5.png"));
    List<String> labels = List.of("cat", "dog", "two words, with a comma");
    List<String> templates = List.of("a photo of a {label}", "{label}");
    Form form =
        new Form()
            .file("image", "x.png", file)
            .field("labels", String.join("\r\n", labels) + "\r\n")
            .field("templates", String.join("\n", templates));
    Embedding image = server.images.embed(List.of(server.images.prepare(file))).getFirst();
    double scale = server.checkpoint.logitScale();
    List<LabelScore> expected =
        new ZeroShotClassifier(server.text, labels, templates, scale).classify(image);
    assertScores(expected, http.post("/api/classify", form));
  }

  @Test
  void anIndexedPictureIsClassifiedByItsId() throws Exception {
    byte[] file = Files.readAllBytes(server.photos.resolve("picture5.png"));
    Embedding image = server.images.embed(List.of(server.images.prepare(file))).getFirst();
    List<LabelScore> expected =
        new ZeroShotClassifier(
                server.text,
                List.of("cat", "dog"),
                List.of("{label}"),
                server.checkpoint.logitScale())
            .classify(image);
    Form form = new Form().field("id", server.id("picture5.png")).field("labels", "cat, dog,cat");
    assertScores(expected, http.post("/api/classify", form));
    Answer plain =
        http.send(
            "POST",
            "/api/classify",
            java.net.http.HttpRequest.BodyPublishers.ofString(
                "labels=cat%2Cdog&id=" + server.id("picture5.png")),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertScores(expected, plain);
  }

  private static void assertScores(List<LabelScore> expected, Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    JsonArray scores = answer.json().getAsJsonArray("labels");
    assertEquals(expected.size(), scores.size());
    double sum = 0;
    for (int i = 0; i < scores.size(); i++) {
      JsonObject score = scores.get(i).getAsJsonObject();
      assertEquals(expected.get(i).label(), score.get("label").getAsString());
      assertEquals(expected.get(i).probability(), score.get("probability").getAsDouble(), 1e-5);
      assertEquals(expected.get(i).similarity(), score.get("similarity").getAsDouble(), 1e-5);
      sum += score.get("probability").getAsDouble();
    }
    assertEquals(1, sum, 1e-5);
  }

  @Test
  void statusSaysWhatIsThere() throws Exception {
    JsonObject status = http.get("/api/status").json();
    assertEquals(12, status.get("images").getAsInt());
    assertEquals("model", status.get("model").getAsString());
    assertEquals("cpu, float32", status.get("device").getAsString());
    assertEquals(server.indexDirectory.toString(), status.get("index").getAsString());
    assertEquals("0.1.0", status.get("version").getAsString());
  }

  @Test
  void whatAnotherProcessIndexesIsFoundInAHigherGeneration(@TempDir Path other) throws Exception {
    Files.createDirectory(other.resolve("photos"));
    TestModel.draw(other.resolve("photos/first.png"), 1);
    try (TestServer growing = new TestServer(other, Optional.empty())) {
      Http client = new Http(growing.uri());
      JsonObject before = client.get("/api/search?q=x").json();
      assertEquals(1, before.getAsJsonArray("hits").size());
      TestModel.draw(growing.photos.resolve("second.png"), 2);
      growing.index();
      Thread.sleep(300); // until it looks again
      JsonObject after = client.get("/api/search?q=x").json();
      assertTrue(after.get("generation").getAsLong() > before.get("generation").getAsLong());
      boolean found = false;
      for (JsonElement hit : after.getAsJsonArray("hits")) {
        found |= hit.getAsJsonObject().get("path").getAsString().endsWith("second.png");
      }
      assertTrue(found, after.toString());
      Files.delete(growing.photos.resolve("second.png"));
      growing.index();
      Thread.sleep(300);
      assertFalse(client.get("/api/search?q=x").text().contains("second.png"));
    }
  }
}
