package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.clipsearch.SmallModel;
import org.clipsearch.bench.Launcher.Result;
import org.clipsearch.json.Json;
import org.clipsearch.report.Figure;
import org.clipsearch.report.Report;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench embed}, {@code cold} and {@code compare} through the launcher. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SpeedIT {
  @TempDir Path directory;
  private Path model;

  @BeforeEach
  void writeModel() throws Exception {
    model = SmallModel.write(directory.resolve("small"));
  }

  private Result run(Object... arguments) throws Exception {
    return new Launcher(directory).run(arguments);
  }

  private Result embed(Path report, Object... more) throws Exception {
    Object[] arguments = {
      "bench", "embed", "--model", model, "--seconds", 0.05, "--report", report
    };
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return run(all);
  }

  private static List<String> names(Report report) {
    return report.figures().stream().map(Figure::name).toList();
  }

  @Test
  void embedMeasuresEachWayInEachRound() throws Exception {
    Path file = directory.resolve("a.json");
    Path chart = directory.resolve("a.png");
    Result result =
        embed(
            file, "--precision", "float32", "--threads", "1,2", "--batch", "1,4", "--chart", chart);
    assertEquals(0, result.code(), result.err());
    List<String> lines = result.out().lines().toList();
    assertTrue(lines.contains("| weights | of small |"), result.out());
    List<String> rows =
        lines.stream().filter(line -> line.startsWith("| clipsearch cpu ")).toList();
    assertEquals(4 + 2, rows.size(), result.out());
    assertTrue(
        rows.get(2)
            .matches(
                "\\| clipsearch cpu float32, 2 threads \\| 1( \\| [\\d.]+ \\| [\\d.]+–[\\d.]+"
                    + " \\| \\d+\\.\\d\\d){2} \\| \\d* \\|"),
        rows.get(2));
    assertTrue(
        rows.getLast().matches("\\| clipsearch cpu float32, 2 threads( \\| \\d+(\\.\\d+)?){4} \\|"),
        rows.getLast());
    Report report = Report.read(file);
    assertEquals("of 4 to 12 tokens, as many of each", report.subject().get("texts"));
    assertTrue(names(report).contains("texts, clipsearch cpu float32, 1 thread, batch 4"));
    for (Figure figure : report.figures()) {
      assertEquals(3, figure.rounds().size(), figure.name());
      assertTrue(figure.least() > 0, figure.name());
    }
    assertTrue(ImageIO.read(chart.toFile()).getHeight() > 400);
    if (Files.exists(Launcher.ROOT.resolve(".git"))) {
      assertTrue(report.machine().get("commit").matches("[0-9a-f]{4,40}\\+?"));
    }
  }

  @Test
  void whereThereIsNoGpuTheCpuIsMeasured() throws Exception {
    Result result =
        embed(
            directory.resolve("a.json"),
            "--device=cpu,gpu:99",
            "--batch=1",
            "--rounds=1",
            "--json");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.err().contains("cannot use gpu:99: "), result.err());
    assertTrue(result.err().contains("; going on with the CPU"), result.err());
    Report printed = Json.read(result.out(), Report.class);
    assertEquals(Report.read(directory.resolve("a.json")), printed);
    assertTrue(names(printed).stream().noneMatch(name -> name.contains("gpu")));
    Result alone = embed(directory.resolve("b.json"), "--device=gpu:99");
    assertEquals(2, alone.code(), alone.err());
    assertFalse(Files.exists(directory.resolve("b.json")));
  }

  @Test
  void embedRefusesWhatMakesNoSense() throws Exception {
    Path report = directory.resolve("a.json");
    for (String wrong :
        List.of(
            "--batch=0",
            "--rounds=0",
            "--seconds=0",
            "--threads=-1",
            "--device=tpu",
            "--chart=a.gif",
            "--chart=none/a.svg")) {
      Result result = run("bench", "embed", "--model", model, "--report", report, wrong);
      assertEquals(2, result.code(), result.err());
      String option = wrong.substring(0, wrong.indexOf('='));
      assertTrue(result.err().contains("clipsearch: " + option), result.err());
    }
    Result folder = embed(directory.resolve("none/a.json"));
    assertEquals(2, folder.code(), folder.err());
    assertEquals(2, embed(report, "--precision=int4").code());
    assertFalse(Files.exists(report));
  }

  @Test
  void coldSearchIsToldStepByStepAndAsAWhole() throws Exception {
    Path file = directory.resolve("a.json");
    Result result = run("bench", "cold", "--model", model, "--rounds", 2, "--report", file);
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("| index | 1,000 pictures |"), result.out());
    Report report = Report.read(file);
    List<String> names = names(report);
    assertEquals("launcher, until Java begins", names.getFirst());
    assertTrue(
        names.containsAll(List.of("index", "engine", "tokenizer", "text tower")), names.toString());
    double steps = 0;
    for (String name : names.subList(0, names.indexOf("all these"))) {
      steps += figure(report, name).rounds().getFirst();
    }
    assertEquals(figure(report, "all these").rounds().getFirst(), steps, 1e-6);
    assertTrue(figure(report, "the command itself").least() > figure(report, "engine").least());
    for (Figure figure : report.figures()) {
      assertEquals(2, figure.rounds().size(), figure.name());
    }
    Result wrong = run("bench", "cold", "--rounds", 0);
    assertEquals(2, wrong.code(), wrong.err());
  }

  @Test
  void coldSearchAsksAnIndexThatIsThere() throws Exception {
    Path index = directory.resolve("index");
    Path picture = Files.createDirectory(directory.resolve("pictures")).resolve("a.png");
    Drawn.any(picture, 1);
    assertEquals(0, run("index", picture.getParent(), "--index", index, "--model", model).code());
    Result result = run("bench", "cold", "--index", index, "--rounds", 1);
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("| index | 1 pictures |"), result.out());
    Result both = run("bench", "cold", "--index", index, "--model", model);
    assertEquals(2, both.code(), both.err());
  }

  private static Figure figure(Report report, String name) {
    return report.figures().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static final String REPORT =
      """
      {"benchmark": "embed", "subject": {"model": "M"}, "machine": {"cores": "%s"},
       "figures": [
         {"name": "images", "unit": "images/s", "higherIsBetter": true, "rounds": [%s]},
         {"name": "%s", "unit": "MB", "higherIsBetter": false, "rounds": [800]}]}
      """;

  @Test
  void compareTellsRatiosAndWhatDiffers() throws Exception {
    Path a = Files.writeString(directory.resolve("a.json"), REPORT.formatted(2, "10, 20", "x"));
    Path b = Files.writeString(directory.resolve("b.json"), REPORT.formatted(4, "30, 60", "y"));
    Result result = run("bench", "compare", a, b);
    assertEquals(0, result.code(), result.err());
    for (String line :
        List.of(
            "| cores | 2 | 4 |",
            "| images | images/s | 15.0 | 45.0 | 3.000 | 1.500–6.000 | B |",
            "Only in A:\n\n- x",
            "Only in B:\n\n- y")) {
      assertTrue(result.out().contains(line + "\n"), result.out());
    }
    Path other = directory.resolve("other.json");
    Files.writeString(other, Files.readString(a).replace("\"M\"", "\"N\""));
    Result unlike = run("bench", "compare", a, other);
    assertEquals(2, unlike.code());
    assertTrue(
        unlike.err().contains("not comparable: model is \"M\" in the first and \"N\""),
        unlike.err());
    Files.writeString(other, "{}");
    Result damaged = run("bench", "compare", a, other);
    assertEquals(3, damaged.code());
    assertTrue(damaged.err().contains("other.json: not a report: benchmark is"), damaged.err());
    assertEquals(3, run("bench", "compare", a, directory.resolve("none.json")).code());
  }
}
