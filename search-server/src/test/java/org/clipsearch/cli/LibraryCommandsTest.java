package org.clipsearch.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clipsearch.TestModel;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.index.NextIndex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Living with an index: what it covers, what failed, another model. */
class LibraryCommandsTest {
  private static final int PICTURES = 6;

  @TempDir Path directory;
  private Path photos;
  private Path index;

  @BeforeEach
  void indexSomePictures() throws IOException {
    photos = Files.createDirectory(directory.resolve("photos"));
    draw(photos, 1, PICTURES);
    index = directory.resolve("index");
    Path model = TestModel.write(directory.resolve("model"), 1);
    assertEquals(ExitCode.OK, run("index", photos, "--model", model).code());
  }

  private static void draw(Path folder, int from, int to) throws IOException {
    for (int i = from; i <= to; i++) {
      TestModel.draw(folder.resolve(i + ".png"), i);
    }
  }

  private Cli.Result run(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--index=" + index, "-q"));
    return Cli.run(all.toArray());
  }

  private int size() throws IOException {
    try (LuceneIndex opened = LuceneIndex.open(index)) {
      return opened.size();
    }
  }

  private JsonArray json(Cli.Result result) {
    return JsonParser.parseString(result.out()).getAsJsonArray();
  }

  @Test
  void indexWithoutAFolderRefreshesAllThatAreKnown() throws IOException {
    Path more = Files.createDirectory(directory.resolve("more"));
    Path one;
    try (var files = Files.list(photos)) {
      one = files.findFirst().orElseThrow();
    }
    Files.copy(one, more.resolve("copy.png"));
    run("index", more, "--exclude", "*.gif");
    Files.delete(one);
    Cli.Result all = run("index");
    assertTrue(all.out().startsWith("6 images: 0 added, 0 updated, 0 removed, 6 un"), all.out());
    JsonArray libraries = json(run("libraries", "--json"));
    assertEquals(2, libraries.size());
    assertEquals(5, libraries.get(0).getAsJsonObject().get("images").getAsInt());
    JsonObject second = libraries.get(1).getAsJsonObject();
    assertEquals(more.toString(), second.get("folder").getAsString());
    assertEquals("*.gif", second.getAsJsonArray("exclude").get(0).getAsString());
    assertTrue(run("libraries").out().contains("  --exclude *.gif"));
  }

  @Test
  void aLibraryThatIsForgottenIsGoneWithItsVectors() throws IOException {
    Cli.Result forgotten = run("forget", photos);
    assertEquals(ExitCode.OK, forgotten.code());
    assertEquals("6 images forgotten\n", forgotten.out());
    assertEquals(0, size());
    assertEquals(ExitCode.PARTIAL, run("libraries").code());
    assertEquals(ExitCode.USAGE, run("index").code());
    assertTrue(run("index", photos).out().startsWith("6 images: 6 added"));
  }

  @Test
  void failuresAreListedInThreeWaysAndTriedAgain() throws IOException {
    Path odd = Files.writeString(photos.resolve("odd, \"name\".jpg"), "none");
    assertEquals(ExitCode.PARTIAL, run("index").code());
    assertEquals(ExitCode.OK, run("index").code(), "named once");
    JsonObject failed = json(run("failures", "--json")).get(0).getAsJsonObject();
    assertEquals(odd.toString(), failed.get("path").getAsString());
    assertEquals("decode", failed.get("stage").getAsString());
    List<String> csv = run("failures", "--csv").out().lines().toList();
    assertEquals("path,stage,reason,since", csv.getFirst());
    String quoted = '"' + odd.toString().replace("\"", "\"\"") + '"';
    assertTrue(csv.get(1).startsWith(quoted + ",decode,\"damaged, or not"), csv.get(1));
    assertTrue(run("failures").out().contains("  decode  " + odd + ": damaged"));
    assertEquals(ExitCode.PARTIAL, run("failures", "--retry").code());
    Files.delete(odd);
    Cli.Result none = run("failures", "--retry");
    assertEquals(ExitCode.OK, none.code());
    assertEquals("", none.out());
  }

  @Test
  void anotherModelIsBuiltBesideAndTakesOver() throws IOException {
    Path other = TestModel.write(directory.resolve("other"), 2);
    Path extra = Files.createDirectory(directory.resolve("extra"));
    draw(extra, 10, 10);
    run("index", extra);
    Files.move(extra, directory.resolve("unplugged"));
    Cli.Result held = run("index", "--model", other);
    assertEquals(ExitCode.MISSING, held.code(), held.err());
    assertTrue(held.err().contains("1 images of the old index are gone"), held.err());
    assertTrue(Files.exists(NextIndex.of(index)));
    String info = run("info").out();
    assertTrue(info.lines().anyMatch(l -> l.matches("index.next +other .*")), info);
    assertTrue(info.contains(photos + ", " + extra), info);
    try (LuceneIndex old = LuceneIndex.open(index)) {
      assertEquals("model", old.model().name());
    }
    Files.move(directory.resolve("unplugged"), extra);
    Cli.Result done = run("index", "--model", other);
    assertEquals(ExitCode.OK, done.code(), done.err());
    try (LuceneIndex taken = LuceneIndex.open(index)) {
      assertEquals("other", taken.model().name());
      assertEquals(PICTURES + 1, taken.size());
    }
    assertFalse(Files.exists(NextIndex.of(index)));
    assertEquals(2, json(run("libraries", "--json")).size(), "libraries stay");
    assertTrue(run("index").out().startsWith("7 images: 0 added"), "it goes on from there");
  }

  @Test
  void profileTellsWhereTheTimeWent() throws IOException {
    draw(photos, 10, 12);
    String out = run("index", "--profile").out();
    for (String line : List.of("stage", "read", "decode", "embed", "commit", "limited by ")) {
      assertTrue(out.lines().anyMatch(l -> l.startsWith(line)), out);
    }
  }

  @Test
  void pauseAndResumeSayWhatTheyDid() {
    assertEquals(ExitCode.OK, run("pause").code());
    assertTrue(Files.exists(index.resolve("paused")));
    assertEquals(ExitCode.OK, run("resume").code());
    assertFalse(Files.exists(index.resolve("paused")));
    assertEquals(ExitCode.OK, run("resume").code());
  }
}
