package org.clipsearch.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.clipsearch.cli.CountProgress;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.json.Json;
import org.clipsearch.pipeline.ChildProcess;
import org.clipsearch.pipeline.Photographs;
import org.clipsearch.pipeline.PixelSize;
import org.clipsearch.pipeline.PlainWay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "pipeline",
    description = {
      "Measure index beside the plain way, on generated photographs.",
      "",
      "The plain way is a short script's: one thread reads, decodes in full and shrinks one picture"
          + " after the other; each eight are embedded in float32. Both take turns, each in a new"
          + " process, and index begins with an empty index."
    },
    footer = {"", "Example: clipsearch bench pipeline --generate 1000 --model DIR --out DIR"})
final class PipelineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;

  @Option(
      names = "--generate",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many photographs. Default: 200")
  private int count;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "4000x3000",
      description = "Their width and height in pixels. Default: 4000x3000")
  private String size;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      required = true,
      description = "The model; clipsearch bench checkpoint writes one of full size.")
  private String model;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often each way is run. Default: 1")
  private int rounds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where photographs and indexes are written; photographs there are kept.")
  private Path directory;

  /** What is read of the report of {@code index --json}. */
  private record Indexed(
      int added, double seconds, Map<String, Double> stageSeconds, String limit) {}

  /** One process. */
  private record Run(String way, double imagesPerSecond, double seconds, OptionalLong peak) {}

  @Override
  public Integer call() throws Exception {
    WrongUsage.unless(count >= 1, spec, "--generate must be at least 1, got: " + count);
    WrongUsage.unless(rounds >= 1, spec, "--rounds must be at least 1, got: " + rounds);
    PixelSize pixels = pixels();
    Path photographs = directory.resolve("%s-%d".formatted(pixels, count));
    generate(photographs, pixels);
    PrintWriter out = global.out();
    out.printf("%,d photographs of %s, model %s%n%n", count, pixels, model);
    out.println("| way | images/s | seconds | peak MB |");
    out.println("|---|---|---|---|");
    out.flush();
    List<Run> plain = new ArrayList<>();
    List<Run> indexed = new ArrayList<>();
    Indexed last = null;
    for (int round = 0; round < rounds; round++) {
      plain.add(print(plainWay(photographs)));
      ChildProcess child = index(photographs, directory.resolve("index-" + round));
      last = Json.read(child.out(), Indexed.class);
      double rate = last.added() / last.seconds();
      indexed.add(print(new Run("index", rate, last.seconds(), child.peakBytes())));
    }
    out.printf(
        "%nindex is %.2f times as fast%n%n",
        median(indexed, Run::imagesPerSecond) / median(plain, Run::imagesPerSecond));
    print(last);
    return ExitCode.OK;
  }

  private PixelSize pixels() {
    try {
      return PixelSize.of(size);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--size " + e.getMessage(), e);
    }
  }

  private void generate(Path folder, PixelSize pixels) throws IOException {
    try (var progress = new CountProgress("generating", "photographs", global.quiet())) {
      progress.counted(count);
      Photographs.write(folder, count, pixels, progress::done);
    }
  }

  private Run plainWay(Path photographs) throws IOException, InterruptedException {
    ChildProcess child =
        ChildProcess.run(
            Main.class, List.of(PlainWayCommand.NAME, photographs.toString(), "--model", model));
    PlainWay.Run run = Json.read(child.out(), PlainWay.Run.class);
    return new Run("plain", run.images() / run.seconds(), run.seconds(), child.peakBytes());
  }

  private ChildProcess index(Path photographs, Path index)
      throws IOException, InterruptedException {
    WrongUsage.unless(
        Files.notExists(index),
        spec,
        index + " is there already; remove it, or give another --out");
    return ChildProcess.run(
        org.clipsearch.cli.Main.class,
        List.of(
            "index",
            photographs.toString(),
            "--index",
            index.toString(),
            "--model",
            model,
            "--json",
            "--quiet"));
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private Run print(Run run) {
    String peak =
        run.peak().isPresent() ? "%.0f".formatted(run.peak().getAsLong() / 1e6) : "not told";
    global
        .out()
        .printf(
            "| %s | %.2f | %.1f | %s |%n", run.way(), run.imagesPerSecond(), run.seconds(), peak);
    global.out().flush();
    return run;
  }

  private void print(Indexed indexed) {
    PrintWriter out = global.out();
    out.println("| stage | seconds, over its threads |");
    out.println("|---|---|");
    indexed.stageSeconds().forEach((stage, s) -> out.printf("| %s | %.2f |%n", stage, s));
    out.printf("%nlimited by %s%n", indexed.limit());
    out.flush();
  }
}
