package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.clipsearch.charts.ChartFile;
import org.clipsearch.charts.RateChart;
import org.clipsearch.cli.CountProgress;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.json.Json;
import org.clipsearch.pipeline.ChildProcess;
import org.clipsearch.report.Figure;
import org.clipsearch.report.Report;
import org.clipsearch.speed.EmbedFindings;
import org.clipsearch.speed.Measured;
import org.clipsearch.speed.MeasuredModel;
import org.clipsearch.speed.Rate;
import org.clipsearch.speed.Way;
import org.clipsearch.speed.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "embed",
    description = {
      "Measure how many images and texts a second a model embeds.",
      "",
      "Each device, precision and number of threads is a way, and the ways take turns, each time in"
          + " a new process. Images are pixels that are decoded and shrunk already; texts have 4 to"
          + " 12 tokens. Each batch size is measured for --seconds after a third of that to warm"
          + " up.",
      "",
      "Prints the median of the rounds, the least and the most of them, how many times as fast as"
          + " the first way that is, and the peak of resident memory with both towers loaded; of"
          + " batches of 1 also how long one takes, in the median and at the 95th percentile."
    },
    footer = {
      "",
      "Examples: clipsearch bench embed --batch 1,32 --threads 1,2 --report here.json",
      "          clipsearch bench embed --device cpu,gpu --chart rates.svg"
    })
final class EmbedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private WaysOptions ways;
  @Mixin private ReportOption reportOption;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      description =
          "The model. Default: openai-b32 if it is here, else a ViT-B/32 of random weights, which"
              + " is as fast")
  private String model;

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,8,32",
      description = "How many are embedded at a time. Default: 1,8,32")
  private List<Integer> batches;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each way takes its turn. Default: 3")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "3",
      description = "For which each batch size is measured at least, in each round. Default: 3")
  private double seconds;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Draw the images a second into a file that ends in .svg or .png.")
  private Path chart;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    check();
    List<Way> chosen = ways.choose(global);
    MeasuredModel measured =
        MeasuredModel.choose(Optional.ofNullable(model), global.store(), global::notice);
    EmbedFindings findings = measure(measured, chosen);
    Map<String, String> subject = measured.subject();
    subject.put("texts", Workload.TEXTS);
    Report report = Report.here("embed", subject, findings.figures());
    if (json) {
      global.out().println(Json.write(report));
    } else {
      FactsTable.print(global.out(), report);
      EmbedTable table = new EmbedTable(global.out(), findings, chosen);
      table.print(batches);
      if (batches.contains(1)) {
        table.printLatencies();
      }
    }
    global.out().flush();
    reportOption.write(report);
    if (chart != null) {
      draw(measured, chosen, findings);
    }
    return ExitCode.OK;
  }

  private void check() {
    for (int batch : batches) {
      WrongUsage.unless(batch >= 1, spec, "--batch must be at least 1, got: " + batch);
    }
    batches = batches.stream().distinct().toList();
    WrongUsage.unless(rounds >= 1, spec, "--rounds must be at least 1, got: " + rounds);
    WrongUsage.unless(
        seconds > 0 && seconds <= 3600,
        spec,
        "--seconds must be more than 0 and at most 3600, got: " + seconds);
    WrongUsage.unless(
        chart == null || ChartFile.canBe(chart),
        spec,
        "--chart must end in .svg or .png, got: " + chart);
    ReportOption.requireFolder("--chart", chart, spec);
    reportOption.check();
  }

  /** In turns, so that what slows the machine down for a while hits all alike. */
  private EmbedFindings measure(MeasuredModel measured, List<Way> chosen)
      throws IOException, InterruptedException {
    EmbedFindings findings = new EmbedFindings();
    try (var progress = new CountProgress("measuring", "processes", global.quiet())) {
      progress.counted((long) rounds * chosen.size());
      long done = 0;
      for (int round = 0; round < rounds; round++) {
        for (Way way : chosen) {
          ChildProcess child = ChildProcess.run(Main.class, arguments(measured, way));
          findings.add(way, Json.read(child.out(), Measured.class), child.peakBytes());
          progress.done(++done);
        }
      }
    }
    return findings;
  }

  private List<String> arguments(MeasuredModel measured, Way way) {
    List<String> arguments = new ArrayList<>();
    arguments.add(EmbedOneCommand.NAME);
    arguments.add(measured.checkpoint().directory().toString());
    arguments.addAll(way.options());
    arguments.add("--batch");
    arguments.add(batches.stream().map(String::valueOf).collect(Collectors.joining(",")));
    arguments.add("--seconds");
    arguments.add(String.valueOf(seconds));
    return arguments;
  }

  private void draw(MeasuredModel measured, List<Way> chosen, EmbedFindings findings)
      throws IOException {
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    for (Way way : chosen) {
      bars.put(
          way.toString(),
          batches.stream()
              .map(batch -> findings.rate(way, Rate.IMAGES, batch).map(Figure::median).orElse(0.0))
              .toList());
    }
    String title =
        "Images embedded a second: %s, weights %s"
            .formatted(measured.architecture(), measured.weights());
    RateChart.write(
        chart,
        new RateChart.Titles(title, "images in a batch", "images a second"),
        batches.stream().map(String::valueOf).toList(),
        bars);
  }
}
