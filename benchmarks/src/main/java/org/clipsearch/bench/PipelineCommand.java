package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.clipsearch.cli.CountProgress;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.DeviceException;
import org.clipsearch.onnx.ImageGraph;
import org.clipsearch.onnx.OnnxPrecision;
import org.clipsearch.pipeline.Jpegs;
import org.clipsearch.pipeline.Photographs;
import org.clipsearch.pipeline.PixelSize;
import org.clipsearch.pipeline.SharpWay;
import org.clipsearch.report.Home;
import org.clipsearch.report.PeerLibrary;
import org.clipsearch.speed.MeasuredModel;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "pipeline",
    description = {
      "Measure index beside other ways, on your JPEGs or on generated photographs.",
      "",
      "The plain way is a short script's: one thread reads, decodes in full and shrinks one picture"
          + " after the other; each eight are embedded in float32, by libtorch or by ONNX Runtime."
          + " sharp is a photo server's in Node: libvips decodes at reduced size on all cores, ONNX"
          + " Runtime embeds in float32 meanwhile. They take turns, each in a new process, and"
          + " index begins with an empty index. ONNX Runtime and sharp are measured from a clone"
          + " only."
    },
    footer = {
      "",
      "Examples:",
      "  clipsearch bench pipeline ~/Pictures --model DIR --out DIR",
      "  clipsearch bench pipeline --generate 1000 --model DIR --out DIR"
    })
final class PipelineCommand implements Callable<Integer> {
  private static final String SIZE = "4000x3000";

  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private ReportOption reportOption;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      description = "The pictures: all JPEGs in it and below.")
  private Path folder;

  @Option(
      names = "--generate",
      paramLabel = "N",
      description = "Write so many photographs and take these, without FOLDER.")
  private Integer count;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Of generated photographs, in pixels. Default: " + SIZE)
  private String size;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      required = true,
      description = "The model; clipsearch bench checkpoint writes one of full size.")
  private String model;

  @Option(
      names = "--precision",
      paramLabel = "P",
      split = ",",
      defaultValue = "auto",
      description = "Of index: each, separated by commas, is a way of its own. Default: auto")
  private Set<String> precisions;

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

  @Override
  public Integer call() throws Exception {
    check();
    Checkpoint checkpoint = global.store().open(model);
    Path pictures = count == null ? folder : generate();
    int files = Jpegs.in(pictures).size();
    WrongUsage.unless(files > 0, spec, pictures + ": no JPEGs there");
    Files.createDirectories(directory);
    Optional<SharpWay> sharp = sharp();
    PipelineWays ways = new PipelineWays(pictures, model);
    PipelineTable table = new PipelineTable(global.out());
    table.begin("%,d JPEGs in %s, model %s".formatted(files, pictures, model));
    Path onnx = directory.resolve("image-tower.onnx");
    try {
      if (sharp.isPresent()) {
        ImageGraph.write(checkpoint, OnnxPrecision.FLOAT32, onnx);
      }
      Map<String, PipelineWays.Indexed> last = new HashMap<>();
      for (int round = 0; round < rounds; round++) {
        table.add("plain, libtorch", ways.plain(PlainWayCommand.Engine.LIBTORCH));
        if (PeerLibrary.ONNX_RUNTIME.isHere()) {
          table.add("plain, ONNX Runtime", ways.plain(PlainWayCommand.Engine.ONNXRUNTIME));
        }
        if (sharp.isPresent()) {
          table.add("sharp, ONNX Runtime", ways.sharp(sharp.get(), onnx, checkpoint));
        }
        last = index(ways, round, table);
      }
      table.compare();
      for (String precision : precisions) {
        table.explain(precision, last.get(precision), ways.floors(precision));
      }
    } finally {
      Files.deleteIfExists(onnx);
    }
    reportOption.write("pipeline", subject(checkpoint, files), table.found());
    return ExitCode.OK;
  }

  /** What it took in each precision. */
  private Map<String, PipelineWays.Indexed> index(PipelineWays ways, int round, PipelineTable table)
      throws IOException, InterruptedException {
    Map<String, PipelineWays.Indexed> reports = new HashMap<>();
    for (String precision : precisions) {
      PipelineWays.IndexRun index = ways.index(newIndex(round, precision), precision);
      table.add(PipelineTable.index(precision), index.run());
      reports.put(precision, index.report());
    }
    return reports;
  }

  /** Folders of users have no name that others would know. */
  private Map<String, String> subject(Checkpoint checkpoint, int files) {
    Map<String, String> subject = MeasuredModel.of(checkpoint).subject();
    String pictures = count == null ? "of a folder" : "generated, " + pixels();
    subject.put("pictures", "%d JPEGs, %s".formatted(files, pictures));
    return subject;
  }

  private void check() throws DeviceException, IOException {
    reportOption.check();
    for (String precision : precisions) {
      Compute.of("auto", precision); // else index says it, after the other ways
    }
    WrongUsage.unless(
        (folder == null) != (count == null), spec, "give either FOLDER or --generate N");
    WrongUsage.unless(
        count == null || count >= 1, spec, "--generate must be at least 1, got: " + count);
    WrongUsage.unless(count != null || size == null, spec, "--size goes with --generate");
    WrongUsage.unless(
        folder == null || Files.isDirectory(folder), spec, folder + ": no such folder");
    WrongUsage.unless(rounds >= 1, spec, "--rounds must be at least 1, got: " + rounds);
    for (int round = 0; round < rounds; round++) {
      for (String precision : precisions) {
        Path index = newIndex(round, precision);
        WrongUsage.unless(
            Files.notExists(index),
            spec,
            index + " is there already; remove it, or give another --out");
      }
    }
  }

  private Path newIndex(int round, String precision) {
    return directory.resolve("index-%d-%s".formatted(round, precision));
  }

  private Optional<SharpWay> sharp() throws InterruptedException {
    Path project = Home.find().orElse(Path.of("")).resolve("benchmarks/peers/sharp");
    SharpWay sharp = new SharpWay(project);
    Optional<String> obstacle = sharp.obstacle();
    obstacle.ifPresent(what -> global.notice("without sharp: " + what));
    return obstacle.isEmpty() ? Optional.of(sharp) : Optional.empty();
  }

  private PixelSize pixels() {
    try {
      return PixelSize.of(size == null ? SIZE : size);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--size " + e.getMessage(), e);
    }
  }

  private Path generate() throws IOException {
    PixelSize pixels = pixels();
    Path photographs = directory.resolve("%s-%d".formatted(pixels, count));
    try (var progress = new CountProgress("generating", "photographs", global.quiet())) {
      progress.counted(count);
      Photographs.write(photographs, count, pixels, progress::done);
    }
    return photographs;
  }
}
