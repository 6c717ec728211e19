package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clipsearch.bench.Launcher.Result;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.ScenePainter;
import org.clipsearch.scenes.Scenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code clipsearch bench pipeline} does, through the launcher. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PipelineIT {
  @TempDir Path directory;

  private Result run(Object... arguments) throws Exception {
    return new Launcher(directory).run(arguments);
  }

  @Test
  void runsAllWays() throws Exception {
    Path out = directory.resolve("measured");
    Path report = directory.resolve("report.json");
    Result result = run(generated(out, "--precision", "auto,float32", "--report", report));
    assertEquals(0, result.code(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals("20 JPEGs in " + out.resolve("80x60-20") + ", model bundled", lines.getFirst());
    List<String> ways =
        new ArrayList<>(
            List.of("plain, libtorch", "plain, ONNX Runtime", "index", "index, float32"));
    if (!result.err().contains("without sharp: ")) {
      ways.add(2, "sharp, ONNX Runtime");
    }
    Result same = run("bench", "compare", report, report);
    for (int i = 0; i < ways.size(); i++) {
      String row = lines.get(4 + i);
      assertTrue(
          row.matches("\\| " + ways.get(i) + " \\| \\d+\\.\\d\\d \\| [\\d.]+ \\| 20 \\| 0 \\| .*"),
          row);
      assertTrue(same.out().contains("| " + ways.get(i) + " |"), same.out() + same.err());
    }
    assertTrue(lines.get(lines.size() - 2).startsWith("limited by "), result.out());
    assertTrue(
        lines
            .getLast()
            .matches("decoding alone: [\\d.]+ images/s; the model alone: [\\d.]+; one .*: [\\d.]+"),
        lines.getLast());
    assertFalse(Files.exists(out.resolve("image-tower.onnx")));
  }

  @Test
  void keepsThePhotographsAndTheIndex() throws Exception {
    Path out = directory.resolve("kept");
    Result result = run(generated(out));
    assertEquals(0, result.code(), result.err());
    try (LuceneIndex index = LuceneIndex.open(out.resolve("index-0-auto"))) {
      assertEquals(20, index.size());
    }
    Path photograph = out.resolve("80x60-20/000007.jpg");
    FileTime time = Files.getLastModifiedTime(photograph);
    Result again = run(generated(out));
    assertEquals(2, again.code());
    assertTrue(again.err().contains("index-0-auto is there already"), again.err());
    assertEquals(time, Files.getLastModifiedTime(photograph));
  }

  private static Object[] generated(Path out, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("bench", "pipeline", "--generate", 20));
    arguments.addAll(List.of("--size", "80x60", "--model", "bundled", "--out", out));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  @Test
  void takesTheSameOfAFolderInEveryWay() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("pictures/below")).getParent();
    Files.write(folder.resolve("a.jpg"), SceneFile.jpeg(ScenePainter.paint(Scenes.of(1), 80, 60)));
    Files.write(
        folder.resolve("below/b.JPEG"), SceneFile.jpeg(ScenePainter.paint(Scenes.of(2), 80, 60)));
    Files.writeString(folder.resolve("broken.jpg"), "no picture");
    Drawn.any(folder.resolve("c.png"), 0); // no JPEG
    Result result =
        run("bench", "pipeline", folder, "--model", "bundled", "--out", directory.resolve("out"));
    assertEquals(0, result.code(), result.err());
    List<String> rows =
        result.out().lines().filter(line -> line.matches("\\| (plain|sharp|index).*")).toList();
    assertTrue(rows.size() >= 3, result.out());
    for (String row : rows) {
      assertTrue(row.matches("\\| [^|]+\\| [\\d.]+ \\| [\\d.]+ \\| 2 \\| 1 \\| .*"), row);
    }
  }

  @Test
  void refusesWhatMakesNoSense() throws Exception {
    Path out = directory.resolve("none");
    Map<List<Object>, String> wrongs =
        Map.of(
            List.of(), "give either FOLDER or --generate N",
            List.of(directory, "--generate", 3), "give either FOLDER or --generate N",
            List.of("--generate", 0), "--generate must be at least 1, got: 0",
            List.of("--generate", 3, "--size", "80"), "--size must be WIDTHxHEIGHT",
            List.of(directory, "--size", "80x60"), "--size goes with --generate",
            List.of(directory, "--precision", "int9"), "precision must be auto, float32",
            List.of(directory), "no JPEGs there",
            List.of(directory.resolve("gone")), "no such folder");
    for (Map.Entry<List<Object>, String> wrong : wrongs.entrySet()) {
      List<Object> arguments = new ArrayList<>(List.of("bench", "pipeline", "--model=bundled"));
      arguments.addAll(List.of("--out", out));
      arguments.addAll(wrong.getKey());
      Result result = run(arguments.toArray());
      assertEquals(2, result.code(), wrong + result.err());
      assertTrue(result.err().contains(wrong.getValue()), wrong + result.err());
    }
    assertFalse(Files.exists(out));
  }
}
