package org.clipsearch.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.clipsearch.TestModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command prints and returns: the contract that scripts rely on. */
class CommandsTest {
  @TempDir static Path directory;
  private static Path photos;
  private static Path model;
  private static Path index;
  private static Cli.Result indexed;

  @BeforeAll
  static void indexFourImages() throws IOException {
    model = TestModel.write(directory.resolve("model-a"), 1);
    photos = Files.createDirectory(directory.resolve("photos"));
    for (int i = 0; i < 4; i++) {
      TestModel.draw(picture(i), i);
    }
    Files.writeString(photos.resolve("broken.jpg"), "not a picture");
    index = directory.resolve("index");
    indexed = run("index", photos, "--json", "--model", model);
  }

  private static Path picture(int number) {
    return photos.resolve("picture" + number + ".png");
  }

  /** With the index, in float32. */
  private static Cli.Result run(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--index=" + index, "--precision=float32", "--device=cpu", "-q"));
    return Cli.run(all.toArray());
  }

  @Test
  void indexReportsAndNamesWhatItSkipped() {
    assertEquals(ExitCode.PARTIAL, indexed.code());
    JsonObject report = indexed.json();
    assertEquals(
        Set.of(
            "scanned",
            "added",
            "updated",
            "removed",
            "unchanged",
            "skipped",
            "seconds",
            "imagesPerSecond"),
        report.keySet());
    assertEquals(5, report.get("scanned").getAsInt());
    assertEquals(4, report.get("added").getAsInt());
    JsonObject skipped = report.getAsJsonArray("skipped").get(0).getAsJsonObject();
    assertEquals(photos.resolve("broken.jpg").toString(), skipped.get("path").getAsString());
    assertTrue(skipped.get("reason").getAsString().startsWith("damaged"));
    assertTrue(indexed.err().startsWith("skipped " + photos.resolve("broken.jpg")), indexed.err());
  }

  @Test
  void indexAgainTakesTheRecordedModelAndChangesNothing() {
    Cli.Result again = run("index", photos);
    assertEquals(ExitCode.PARTIAL, again.code());
    assertTrue(
        again.out().startsWith("5 images: 0 added, 0 updated, 0 removed, 4 unchanged, 1 skipped"),
        again.out());
  }

  @Test
  void searchPrintsRankedHits() {
    Cli.Result result = run("search", "-k", 3, "--json", "two", "words");
    assertEquals(ExitCode.OK, result.code());
    assertEquals("", result.err());
    assertEquals("two words", result.json().get("query").getAsString());
    JsonArray hits = result.json().getAsJsonArray("hits");
    assertEquals(3, hits.size());
    double last = 1;
    for (int i = 0; i < 3; i++) {
      JsonObject hit = hits.get(i).getAsJsonObject();
      assertEquals(Set.of("rank", "id", "path", "similarity", "width", "height"), hit.keySet());
      assertEquals(i + 1, hit.get("rank").getAsInt());
      assertEquals(60, hit.get("width").getAsInt());
      assertEquals(40, hit.get("height").getAsInt());
      assertTrue(hit.get("similarity").getAsDouble() <= last);
      last = hit.get("similarity").getAsDouble();
    }
    String table = run("search", "-k", 1, "two words").out();
    JsonObject first = hits.get(0).getAsJsonObject();
    assertEquals(
        "  1  %7.4f  %s%n"
            .formatted(first.get("similarity").getAsDouble(), first.get("path").getAsString()),
        table);
  }

  @Test
  void quietSilencesNoticesBeforeAndAfterTheCommand() {
    String where = "--index=" + index;
    assertEquals("", Cli.run("-q", "search", "x", where).err());
    assertEquals("", Cli.run("search", "-q", "x", where).err());
    String loud = Cli.run("search", "x", where).err();
    assertTrue(loud.isEmpty() || loud.startsWith("running on the CPU: "), loud);
  }

  @Test
  void emptyTextIsEmbeddedLikeAnyOther() {
    assertEquals(4, run("search", "--json", "").json().getAsJsonArray("hits").size());
  }

  @Test
  void wordThatBeginsWithAnAtIsAWord() throws IOException {
    Path file = Files.writeString(directory.resolve("options"), "--frob");
    assertEquals("@" + file, run("search", "--json", "@" + file).json().get("query").getAsString());
  }

  @Test
  void folderWithoutImagesIsNothingFound() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertEquals(ExitCode.PARTIAL, run("classify", "--labels", "a,b", empty).code());
  }

  @Test
  void pictureFindsItselfFirst() {
    for (int i = 0; i < 4; i++) {
      Cli.Result result = run("search", "--json", "--image", picture(i));
      JsonObject hit = result.json().getAsJsonArray("hits").get(0).getAsJsonObject();
      assertEquals(picture(i).toString(), hit.get("path").getAsString());
      assertEquals(1, hit.get("similarity").getAsDouble(), 1e-5);
    }
  }

  @Test
  void classifyPrintsALineAnImage() {
    Cli.Result result =
        run("classify", "--labels", "cat, dog,,car", "--json", picture(0), picture(1));
    assertEquals(ExitCode.OK, result.code());
    assertEquals(2, result.jsonLines().size());
    for (int i = 0; i < 2; i++) {
      JsonObject line = result.jsonLines().get(i);
      assertEquals(picture(i).toString(), line.get("path").getAsString());
      double sum = 0;
      for (var label : line.getAsJsonArray("labels")) {
        assertEquals(
            Set.of("label", "probability", "similarity"), label.getAsJsonObject().keySet());
        sum += label.getAsJsonObject().get("probability").getAsDouble();
      }
      assertEquals(3, line.getAsJsonArray("labels").size());
      assertEquals(1, sum, 1e-5);
    }
  }

  @Test
  void labelsFileAndTemplatesAreRead() throws IOException {
    Path labels = Files.writeString(directory.resolve("labels"), "cat\n\n  dog  \n");
    Cli.Result result =
        run(
            "classify",
            "--labels-file",
            labels,
            "--template",
            "a {label}",
            "--template",
            "one {label}",
            picture(0));
    assertEquals(ExitCode.OK, result.code(), result.err());
    assertEquals(picture(0).toString(), result.out().lines().findFirst().orElseThrow());
    assertTrue(result.out().contains("%  dog"), result.out());
  }

  @Test
  void unreadableImageIsNamedAndTheOthersGoOn() {
    Path broken = photos.resolve("broken.jpg");
    Cli.Result result = run("classify", "--labels", "a,b", "--json", broken, picture(0));
    assertEquals(ExitCode.PARTIAL, result.code());
    assertEquals(1, result.jsonLines().size());
    assertTrue(result.err().startsWith("skipped " + broken), result.err());
  }

  @Test
  void foldersStandForTheImagesInThem() {
    Cli.Result result = run("classify", "--labels", "a,b", "--json", photos);
    assertEquals(ExitCode.PARTIAL, result.code()); // one of them is broken
    assertEquals(
        List.of(0, 1, 2, 3).stream().map(i -> picture(i).toString()).toList(),
        result.jsonLines().stream().map(line -> line.get("path").getAsString()).toList());
  }

  @Test
  void embedPrintsTextsThenImages() {
    Cli.Result result = run("embed", picture(2), "--text", "one", "--text", "", picture(0));
    List<JsonObject> lines = result.jsonLines();
    assertEquals(4, lines.size());
    assertEquals("one", lines.get(0).get("text").getAsString());
    assertEquals("", lines.get(1).get("text").getAsString());
    assertEquals(picture(2).toString(), lines.get(2).get("path").getAsString());
    for (JsonObject line : lines) {
      JsonArray embedding = line.getAsJsonArray("embedding");
      assertEquals(TestModel.DIMENSION, embedding.size());
      double squares = 0;
      for (var value : embedding) {
        squares += value.getAsDouble() * value.getAsDouble();
      }
      assertEquals(1, squares, 1e-5);
    }
  }

  @Test
  void npyHoldsTheSameRowsAndNanForWhatCannotBeRead() throws IOException {
    Path file = directory.resolve("vectors.npy");
    Path broken = photos.resolve("broken.jpg");
    Cli.Result result = run("embed", "--npy", file, broken, picture(1));
    assertEquals(ExitCode.PARTIAL, result.code());
    assertEquals("", result.out());
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer npy = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int dataStart = 10 + npy.getShort(8);
    assertEquals(0, dataStart % 64);
    String header = new String(bytes, 10, dataStart - 10, StandardCharsets.US_ASCII);
    assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 8), }", header.strip());
    assertEquals(dataStart + 2 * TestModel.DIMENSION * 4, bytes.length);
    JsonArray expected =
        run("embed", picture(1)).jsonLines().getFirst().getAsJsonArray("embedding");
    for (int i = 0; i < TestModel.DIMENSION; i++) {
      assertTrue(Float.isNaN(npy.getFloat(dataStart + 4 * i)));
      float value = npy.getFloat(dataStart + 4 * (TestModel.DIMENSION + i));
      assertEquals(expected.get(i).getAsFloat(), value);
    }
  }

  @Test
  void infoNamesIndexModelAndFormats() {
    JsonObject info = run("info", "--json").json();
    assertEquals(4, info.getAsJsonObject("index").get("images").getAsInt());
    assertEquals("model-a", info.getAsJsonObject("model").get("name").getAsString());
    assertEquals("cpu, float32", info.get("device").getAsString());
    assertTrue(info.getAsJsonArray("formats").toString().contains("WebP"));
    assertTrue(info.getAsJsonObject("disk").get("indexBytes").getAsLong() > 1000);
    assertTrue(run("info").out().contains("index.images           4"));
  }
}
