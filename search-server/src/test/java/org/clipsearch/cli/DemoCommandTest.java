package org.clipsearch.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from beginning to end, with the bundled model. */
class DemoCommandTest {
  @TempDir static Path directory;
  private static Path kept;
  private static Cli.Result demo;

  @BeforeAll
  static void showAll() {
    kept = directory.resolve("kept");
    demo = run();
  }

  private static Cli.Result run() {
    return Cli.run("demo", "--no-serve", "--keep", kept, "-q");
  }

  @Test
  void picturesAndIndexAreKept() throws IOException {
    assertEquals(ExitCode.OK, demo.code(), demo.err());
    assertEquals("", demo.err());
    try (Stream<Path> files = Files.list(kept.resolve("scenes"))) {
      assertEquals(DemoScenes.COUNT, files.count());
    }
    String info = Cli.run("info", "--index", kept.resolve("index"), "--device", "cpu").out();
    assertTrue(info.matches("(?s).*index\\.images +" + DemoScenes.COUNT + "\\b.*"), info);
  }

  @Test
  void eachSearchFindsARightScene() {
    List<String> lines = demo.out().lines().toList();
    int rightAtOnce = 0;
    for (DemoSearch search : DemoSearch.ALL) {
      int at = indexOf(lines, search.text());
      String hits = lines.get(at + 1);
      assertTrue(hits.matches("[✓✗] [0-9.]+ \\S+ +[✓✗] [0-9.]+ \\S+ +[✓✗] [0-9.]+ \\S+"), hits);
      assertTrue(hits.contains("✓"), hits);
      rightAtOnce += hits.startsWith("✓") ? 1 : 0;
      assertTrue(lines.get(at + 2).matches("\\d+ ms; \\d+ of the 300 scenes are right"));
    }
    // Counting is what the model is worst at.
    assertTrue(rightAtOnce >= DemoSearch.ALL.size() - 1, demo.out());
  }

  private static int indexOf(List<String> lines, String text) {
    List<String> found = lines.stream().filter(line -> line.startsWith(text)).toList();
    assertEquals(1, found.size(), text);
    return lines.indexOf(found.getFirst());
  }

  @Test
  void classificationIsRight() {
    assertTrue(demo.out().matches("(?s).*\\.(jpg|png)\\R +[0-9.]+ %  [a-z]+  ✓\\R.*"), demo.out());
  }

  @Test
  void secondDemoInTheSameFolderShowsTheSame() {
    Cli.Result again = run();
    assertEquals(ExitCode.OK, again.code(), again.err());
    assertEquals(withoutTimes(demo.out()), withoutTimes(again.out()));
  }

  private static String withoutTimes(String out) {
    return out.replaceAll("\\d+ ms", "N ms");
  }

  @Test
  void keptIndexIsSearchedWithItsOwnModel() {
    Path index = kept.resolve("index");
    Cli.Result found = Cli.run("search", "--json", "--index", index, "-q", "a", "blue", "car");
    assertEquals(ExitCode.OK, found.code(), found.err());
    assertEquals(10, found.json().getAsJsonArray("hits").size());
  }

  @Test
  void othersWhoUseTheBundledModelHearOnceWhatItIsFor() throws IOException {
    Path scene = kept.resolve("scenes/scene-0001.jpg");
    Cli.Result result =
        Cli.run("classify", "--model=bundled", "--device=cpu", "--labels=a,b", scene, scene);
    assertEquals(
        "the bundled model knows drawn scenes, not photographs; for those fetch openai-b32 (see the"
            + " README)",
        result.err().strip());
    assertFalse(demo.out().contains("photographs"));
  }
}
