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
import org.clipsearch.TestScenes;
import org.clipsearch.TestScenes.Question;
import org.clipsearch.clip.Compute;
import org.clipsearch.scenes.Scene;
import org.clipsearch.store.FetchListener;
import org.clipsearch.store.ModelStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command prints and returns: the contract that scripts rely on. */
class CommandsTest {
  @TempDir static Path directory;
  private static Path photos;

  /** By their names. */
  private static List<Path> pictures;

  private static Path index;
  private static Cli.Result indexed;

  @BeforeAll
  static void indexALibrary() throws IOException {
    photos = Files.createDirectory(directory.resolve("photos"));
    pictures = TestScenes.draw(photos, TestScenes.COUNT).stream().sorted().toList();
    Files.writeString(photos.resolve("broken.jpg"), "not a picture");
    index = directory.resolve("index");
    indexed = run("index", photos, "--json", "--model", ModelStore.BUNDLED);
  }

  private static Path picture(Question question) {
    return photos.resolve(TestScenes.file(question));
  }

  private static Path first(Cli.Result result) {
    JsonObject first = result.json().getAsJsonArray("hits").get(0).getAsJsonObject();
    return Path.of(first.get("path").getAsString());
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
            ("scanned added updated reused removed unchanged failedBefore skipped seconds"
                    + " imagesPerSecond stageSeconds limit")
                .split(" ", -1)),
        report.keySet());
    assertEquals(TestScenes.COUNT + 1, report.get("scanned").getAsInt());
    assertEquals(TestScenes.COUNT, report.get("added").getAsInt());
    JsonObject skipped = report.getAsJsonArray("skipped").get(0).getAsJsonObject();
    assertEquals(photos.resolve("broken.jpg").toString(), skipped.get("path").getAsString());
    assertTrue(skipped.get("reason").getAsString().startsWith("damaged"));
    assertTrue(indexed.err().startsWith("skipped " + photos.resolve("broken.jpg")), indexed.err());
  }

  @Test
  void indexAgainTakesTheRecordedModelAndChangesNothing() {
    Cli.Result again = run("index", photos);
    assertEquals(ExitCode.OK, again.code());
    String words =
        "25 images: 0 added, 0 updated, 0 removed, 24 unchanged, 0 skipped, 1 failed before";
    assertTrue(again.out().startsWith(words), again.out());
  }

  @Test
  void searchPrintsRankedHits() {
    Cli.Result result = run("search", "-k", 3, "--json", "two", "red", "birds");
    assertEquals(ExitCode.OK, result.code());
    assertEquals("", result.err());
    assertEquals("two red birds", result.json().get("query").getAsString());
    JsonArray hits = result.json().getAsJsonArray("hits");
    assertEquals(3, hits.size());
    TestScenes.TWO_RED_BIRDS.assertAnsweredBy(first(result));
    double last = 1;
    for (int i = 0; i < 3; i++) {
      JsonObject hit = hits.get(i).getAsJsonObject();
      assertEquals(Set.of("rank", "id", "path", "similarity", "width", "height"), hit.keySet());
      assertEquals(i + 1, hit.get("rank").getAsInt());
      Scene scene = TestScenes.of(Path.of(hit.get("path").getAsString()));
      assertEquals(TestScenes.width(scene), hit.get("width").getAsInt());
      assertEquals(TestScenes.height(scene), hit.get("height").getAsInt());
      assertTrue(hit.get("similarity").getAsDouble() <= last);
      last = hit.get("similarity").getAsDouble();
    }
    String table = run("search", "-k", 1, "two red birds").out();
    JsonObject first = hits.get(0).getAsJsonObject();
    assertEquals(
        "  1  %7.4f  %s%n"
            .formatted(first.get("similarity").getAsDouble(), first.get("path").getAsString()),
        table);
  }

  @Test
  void sentencesFindWhatTheySay() {
    for (Question question : TestScenes.QUESTIONS) {
      for (String text : question.texts()) {
        question.assertAnsweredBy(first(run("search", "--json", "-k", 1, text)));
      }
    }
  }

  @Test
  void quietSilencesNoticesBeforeAndAfterTheCommand() throws Exception {
    String where = "--index=" + index;
    assertEquals("", Cli.run("-q", "search", "x", where).err());
    assertEquals("", Cli.run("search", "-q", "x", where).err());
    String notice = Compute.of("auto", "auto").notice().map(line -> line + "\n").orElse("");
    assertEquals(notice, Cli.run("search", "x", where).err());
  }

  @Test
  void emptyTextIsEmbeddedLikeAnyOther() {
    assertEquals(10, run("search", "--json", "").json().getAsJsonArray("hits").size());
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
    for (Path picture : pictures.subList(0, 4)) {
      Cli.Result result = run("search", "--json", "--image", picture);
      assertEquals(picture, first(result));
      JsonObject hit = result.json().getAsJsonArray("hits").get(0).getAsJsonObject();
      assertEquals(1, hit.get("similarity").getAsDouble(), 1e-5);
    }
  }

  @Test
  void classifyPrintsALineAnImage() {
    Path bird = picture(TestScenes.RED_BIRD);
    Path car = picture(TestScenes.BLUE_CAR);
    Cli.Result result = run("classify", "--labels", "dog, 鸟,,car", "--json", bird, car);
    assertEquals(ExitCode.OK, result.code());
    assertEquals(2, result.jsonLines().size());
    for (int i = 0; i < 2; i++) {
      JsonObject line = result.jsonLines().get(i);
      assertEquals(List.of(bird, car).get(i).toString(), line.get("path").getAsString());
      JsonObject first = line.getAsJsonArray("labels").get(0).getAsJsonObject();
      assertEquals(List.of("鸟", "car").get(i), first.get("label").getAsString());
      assertTrue(first.get("probability").getAsDouble() > 0.5, line.toString());
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
    Path labels = Files.writeString(directory.resolve("labels"), "rabbit\n\n  car  \n");
    Path car = picture(TestScenes.BLUE_CAR);
    Cli.Result result =
        run(
            "classify",
            "--labels-file",
            labels,
            "--template",
            "a {label}",
            "--template",
            "one {label}",
            car);
    assertEquals(ExitCode.OK, result.code(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals(car.toString(), lines.getFirst());
    assertTrue(lines.get(1).endsWith("%  car"), result.out());
    assertTrue(lines.get(2).endsWith("%  rabbit"), result.out());
  }

  @Test
  void unreadableImageIsNamedAndTheOthersGoOn() {
    Path broken = photos.resolve("broken.jpg");
    Cli.Result result = run("classify", "--labels", "a,b", "--json", broken, pictures.getFirst());
    assertEquals(ExitCode.PARTIAL, result.code());
    assertEquals(1, result.jsonLines().size());
    assertTrue(result.err().startsWith("skipped " + broken), result.err());
  }

  @Test
  void foldersStandForTheImagesInThem() {
    Cli.Result result = run("classify", "--labels", "a,b", "--json", photos);
    assertEquals(ExitCode.PARTIAL, result.code()); // one of them is broken
    assertEquals(
        pictures.stream().map(Path::toString).toList(),
        result.jsonLines().stream().map(line -> line.get("path").getAsString()).toList());
  }

  @Test
  void embedPrintsTextsThenImages() throws IOException {
    Path bird = picture(TestScenes.RED_BIRD);
    Path car = picture(TestScenes.BLUE_CAR);
    Cli.Result result = run("embed", bird, "--text", "a blue car", "--text", "", car);
    List<JsonObject> lines = result.jsonLines();
    assertEquals(4, lines.size());
    assertEquals("a blue car", lines.get(0).get("text").getAsString());
    assertEquals("", lines.get(1).get("text").getAsString());
    assertEquals(bird.toString(), lines.get(2).get("path").getAsString());
    for (JsonObject line : lines) {
      assertEquals(dimension(), line.getAsJsonArray("embedding").size());
      assertEquals(1, dot(line, line), 1e-5);
    }
    assertTrue(dot(lines.get(0), lines.get(3)) > dot(lines.get(0), lines.get(2)), "car, bird");
  }

  private static int dimension() throws IOException {
    return ModelStore.ofUser(FetchListener.SILENT).open(ModelStore.BUNDLED).config().dimension();
  }

  private static double dot(JsonObject line, JsonObject other) {
    JsonArray one = line.getAsJsonArray("embedding");
    JsonArray two = other.getAsJsonArray("embedding");
    double dot = 0;
    for (int i = 0; i < one.size(); i++) {
      dot += one.get(i).getAsDouble() * two.get(i).getAsDouble();
    }
    return dot;
  }

  @Test
  void npyHoldsTheSameRowsAndNanForWhatCannotBeRead() throws IOException {
    Path file = directory.resolve("vectors.npy");
    Path broken = photos.resolve("broken.jpg");
    Cli.Result result = run("embed", "--npy", file, broken, pictures.get(1));
    assertEquals(ExitCode.PARTIAL, result.code());
    assertEquals("", result.out());
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer npy = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int dataStart = 10 + npy.getShort(8);
    assertEquals(0, dataStart % 64);
    String header = new String(bytes, 10, dataStart - 10, StandardCharsets.US_ASCII);
    int dimension = dimension();
    assertEquals(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, %d), }".formatted(dimension),
        header.strip());
    assertEquals(dataStart + 2 * dimension * 4, bytes.length);
    JsonArray expected =
        run("embed", pictures.get(1)).jsonLines().getFirst().getAsJsonArray("embedding");
    for (int i = 0; i < dimension; i++) {
      assertTrue(Float.isNaN(npy.getFloat(dataStart + 4 * i)));
      float value = npy.getFloat(dataStart + 4 * (dimension + i));
      assertEquals(expected.get(i).getAsFloat(), value);
    }
  }

  @Test
  void infoNamesIndexModelAndFormats() {
    JsonObject info = run("info", "--json").json();
    assertEquals(TestScenes.COUNT, info.getAsJsonObject("index").get("images").getAsInt());
    assertEquals(ModelStore.BUNDLED, info.getAsJsonObject("model").get("name").getAsString());
    assertEquals("cpu, float32", info.get("device").getAsString());
    String formats = info.getAsJsonArray("formats").toString();
    assertTrue(formats.contains("\"WebP\",\"readable\":true") && formats.contains("\"JPEG XL\""));
    assertTrue(run("info").out().contains("formats.WebP           yes"));
    assertTrue(info.getAsJsonObject("disk").get("indexBytes").getAsLong() > 1000);
    assertTrue(run("info").out().contains("index.images           " + TestScenes.COUNT));
  }
}
