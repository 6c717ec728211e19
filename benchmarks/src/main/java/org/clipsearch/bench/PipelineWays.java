package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.clipsearch.json.Json;
import org.clipsearch.pipeline.ChildProcess;
import org.clipsearch.pipeline.Embedded;
import org.clipsearch.pipeline.Floors;
import org.clipsearch.pipeline.Jpegs;
import org.clipsearch.pipeline.SharpWay;
import org.clipsearch.weights.Checkpoint;

/**
 * The ways to embed a folder's JPEGs, each of which runs in a process of its own.
 *
 * @param pictures their folder
 * @param model as the user names it
 */
record PipelineWays(Path pictures, String model) {
  /** One process. */
  record Run(Embedded embedded, OptionalLong peak) {
    double imagesPerSecond() {
      return embedded.images() / embedded.seconds();
    }
  }

  /** What is read of the report of {@code index --json}. */
  record Indexed(
      int added,
      List<Map<String, String>> skipped,
      double seconds,
      Map<String, Double> stageSeconds,
      String limit) {}

  /** What {@code index} took, and its report. */
  record IndexRun(Run run, Indexed report) {}

  Run plain(PlainWayCommand.Engine engine) throws IOException, InterruptedException {
    return run(
        ChildProcess.run(
            Main.class, arguments(PlainWayCommand.NAME, "--engine", engine.toString())));
  }

  Run sharp(SharpWay sharp, Path onnx, Checkpoint checkpoint)
      throws IOException, InterruptedException {
    return run(sharp.embed(Jpegs.in(pictures), onnx, checkpoint.preprocessing()));
  }

  private static Run run(ChildProcess child) {
    return new Run(Json.read(child.out(), Embedded.class), child.peakBytes());
  }

  Floors floors(String precision) throws IOException, InterruptedException {
    ChildProcess child =
        ChildProcess.run(Main.class, arguments(FloorsCommand.NAME, "--precision", precision));
    return Json.read(child.out(), Floors.class);
  }

  private List<String> arguments(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(command, pictures.toString(), "--model", model));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Into a new index. */
  IndexRun index(Path index, String precision) throws IOException, InterruptedException {
    List<String> arguments = arguments("index", "--index", index.toString(), "--json", "--quiet");
    arguments.addAll(List.of("--precision", precision));
    Jpegs.PATTERNS.forEach(pattern -> arguments.addAll(List.of("--include", pattern)));
    ChildProcess child = ChildProcess.run(org.clipsearch.cli.Main.class, arguments);
    Indexed report = Json.read(child.out(), Indexed.class);
    Embedded embedded = new Embedded(report.added(), report.skipped().size(), report.seconds());
    return new IndexRun(new Run(embedded, child.peakBytes()), report);
  }
}
