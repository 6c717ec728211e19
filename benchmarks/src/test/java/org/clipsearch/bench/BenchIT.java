package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.clipsearch.bench.Launcher.Result;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.index.Hit;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.report.Figure;
import org.clipsearch.report.Report;
import org.clipsearch.vectors.ClipLikeVectors;
import org.clipsearch.weights.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code clipsearch bench} does, through the launcher. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BenchIT {
  @TempDir Path directory;

  private Result run(Object... arguments) throws Exception {
    return new Launcher(directory).run(arguments);
  }

  @Test
  void checkpointIsOfFullSize() throws Exception {
    Result help = run("bench", "--help");
    assertEquals(0, help.code());
    assertTrue(help.out().startsWith("Usage: clipsearch bench"), help.out());
    assertEquals(2, run("bench", "checkpoint").code());
    Path big = directory.resolve("big");
    Result written = run("bench", "checkpoint", "--out", big);
    assertEquals(0, written.code(), written.err());
    assertTrue(Files.size(big.resolve("model.safetensors")) > 600_000_000);
    assertEquals(2, run("bench", "checkpoint", "--out", big).code());
    assertEquals(2, run("bench", "train-demo", "--out", big).code());
    Path picture = directory.resolve("a.png");
    Drawn.any(picture, 0);
    Result embedded = run("embed", "--model", big, picture, "--precision", "float32");
    assertEquals(512, embedded.out().chars().filter(c -> c == ',').count(), embedded.err());
  }

  @Test
  void qualityIsATable() throws Exception {
    Path report = directory.resolve("quality.json");
    Result result = run("bench", "quality", "--scenes", 50, "--report", report);
    assertEquals(0, result.code(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals("bundled, cpu, float32, 50 scenes each", lines.getFirst());
    assertEquals(
        "| scenes | captions | R@1 | R@5 | object | colour | count | background |", lines.get(2));
    List<String> rows = lines.subList(4, lines.size());
    assertEquals(4, rows.size(), result.out());
    for (String row : rows) {
      assertTrue(
          row.matches(
              "\\| (new|held-out combinations) \\| (English|Chinese) (\\| [01]\\.\\d{3} ){6}\\|"),
          row);
    }
    List<Figure> figures = Report.read(report).figures();
    assertEquals(4 * 6, figures.size());
    assertEquals("new, English, R@1", figures.getFirst().name());
    assertTrue(rows.getFirst().contains(" | " + figures.getFirst() + " | "), rows.getFirst());
    assertEquals(2, run("bench", "quality", "--scenes", 4).code());
  }

  @Test
  void searchIsATableOrJsonAndGoesOn() throws Exception {
    Path out = directory.resolve("indexes");
    Object[] arguments = {
      "bench",
      "search",
      "--out",
      out,
      "--vectors",
      500,
      "--queries",
      20,
      "--widths",
      "20,50",
      "--formats",
      "float,int4-m8-b50"
    };
    Result result = run(arguments);
    assertEquals(0, result.code(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals(
        "500 vectors of seed 1, 20 queries of each kind, one thread, without SIMD",
        lines.getFirst());
    assertTrue(lines.get(2).startsWith("float-m16-b100: "), lines.get(2));
    List<String> rows = lines.stream().filter(line -> line.matches("\\| (text|image) .*")).toList();
    assertEquals(12, rows.size(), result.out());
    for (String row : rows) {
      assertTrue(
          row.matches(
              "\\| (text|image) \\| (all|20|50) \\| \\d* \\| [01]\\.\\d{4} (\\| \\d+\\.\\d\\d"
                  + " ){2}\\|"),
          row);
    }
    assertTrue(rows.get(2).startsWith("| text | all |  | 1.0000 |"), rows.get(2));
    Object[] again = Arrays.copyOf(arguments, arguments.length + 1);
    again[arguments.length] = "--json";
    Result json = run(again);
    assertEquals(2, json.out().lines().count(), json.out());
    assertTrue(json.out().contains("\"format\":\"int4-m8-b50\""), json.out());
  }

  @Test
  void searchMeasuresThePeerAndTheProductBesideTheOthers() throws Exception {
    Result result =
        run(
            "bench",
            "search",
            "--out",
            directory.resolve("indexes"),
            "--vectors",
            500,
            "--queries",
            20,
            "--widths",
            "20,200",
            "--formats",
            "product,jvector-float,jvector-fused64-m16",
            "--report",
            directory.resolve("search.json"));
    assertEquals(0, result.code(), result.err());
    Result same =
        run("bench", "compare", directory.resolve("search.json"), directory.resolve("search.json"));
    assertEquals(0, same.code(), same.err());
    assertTrue(same.out().contains("jvector-float"), same.out());
    List<String> lines = result.out().lines().toList();
    assertTrue(
        lines.get(2).matches("product: .* segments of 500; Lucene, without SIMD"), lines.get(2));
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.matches(
                        "jvector-fused64-m16-b100: .*; (Native|Panama|Default)Vector\\w+")),
        result.out());
    List<String> rows = lines.stream().filter(line -> line.matches("\\| (text|image) .*")).toList();
    assertEquals(2 + 4 + 4, rows.size(), result.out());
    assertTrue(rows.getFirst().startsWith("| text | all |  | 1.0000 |"), rows.getFirst());
    assertTrue(rows.get(2).startsWith("| text | 20 | 0 | "), rows.get(2));
    assertTrue(rows.getLast().startsWith("| image | 200 | 200 | "), rows.getLast());
    assertFalse(result.err().contains("jbellis"), result.err());
  }

  @Test
  void searchRefusesWhatMakesNoSense() throws Exception {
    for (String wrong :
        List.of(
            "--vectors=9", "--queries=0", "--widths=9", "--formats=int3", "--formats=jvector-pq")) {
      Result result = run("bench", "search", "--out", directory.resolve("none"), wrong);
      assertEquals(2, result.code(), result.err());
      String option = wrong.substring(0, wrong.indexOf('='));
      assertTrue(result.err().contains("clipsearch: " + option), result.err());
    }
    assertFalse(Files.exists(directory.resolve("none")));
  }

  @Test
  void growthIsToldPartByPart() throws Exception {
    Path out = directory.resolve("grown");
    Object[] arguments = {
      "bench",
      "growth",
      "--images",
      300,
      "--rate",
      2000,
      "--part",
      100,
      "--out",
      out,
      "--report",
      directory.resolve("growth.json")
    };
    Result result = run(arguments);
    assertEquals(0, result.code(), result.err());
    List<String> rows = result.out().lines().skip(4).toList();
    assertTrue(rows.size() >= 2, result.out()); // a part ends with a batch
    for (String row : rows) {
      assertTrue(row.matches("\\| \\d+ \\| \\d+\\.\\d \\| \\d+ \\|"), row);
    }
    Report report = Report.read(directory.resolve("growth.json"));
    assertEquals(2 * rows.size(), report.figures().size());
    try (LuceneIndex index = LuceneIndex.open(out.resolve("index"))) {
      assertEquals(300, index.size());
      Embedding seven = Embedding.of(new ClipLikeVectors(1).image(7));
      Hit first = index.nearest(seven, 1).getFirst();
      assertTrue(first.image().path().endsWith("7.jpg"), first.toString());
    }
    assertEquals(2, run(arguments).code(), "not over another");
  }

  @Test
  void trainingLeavesAModelAndIsNotBegunOverAnother() throws Exception {
    Path out = directory.resolve("trained");
    Result trained = run("bench", "train-demo", "--steps", 2, "--out", out);
    assertEquals(0, trained.code(), trained.err());
    assertTrue(trained.err().contains("\ntrained; measure it: "), trained.err());
    assertEquals(128, Checkpoint.open(out).config().dimension());
    assertTrue(Files.exists(out.resolve("loss.png")));
    Result again = run("bench", "train-demo", "--steps", 2, "--out", out);
    assertEquals(2, again.code());
    assertTrue(again.err().contains("holds a training: add --resume"), again.err());
    assertFalse(again.err().contains("\tat "), again.err());
  }
}
