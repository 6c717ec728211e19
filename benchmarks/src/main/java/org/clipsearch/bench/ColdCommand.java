package org.clipsearch.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.clipsearch.cli.CountProgress;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.json.Json;
import org.clipsearch.report.Figure;
import org.clipsearch.report.Home;
import org.clipsearch.report.Report;
import org.clipsearch.report.Rounds;
import org.clipsearch.speed.ColdIndex;
import org.clipsearch.speed.LauncherRun;
import org.clipsearch.speed.MeasuredModel;
import org.clipsearch.speed.ScratchFolder;
import org.clipsearch.store.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "cold",
    description = {
      "Measure how long clipsearch search takes from its start to its end, and on what.",
      "",
      "Runs the launcher as a user does, with a text, and takes the time from outside. Then runs"
          + " the same steps one after the other in a process that times each, with this Java's"
          + " options and not the launcher's. Both take turns. What lies between the sum of the"
          + " steps and the command is the end of the process, and what the command does in another"
          + " way. Files have been read before: what is cold is the process.",
      "",
      "The launcher's share is what passes before Java begins. The tokenizer's step reads it alone;"
          + " as the text tower reads it too, what that takes is left out of the tower's step."
    },
    footer = {"", "Example: clipsearch bench cold --rounds 10 --report cold.json"})
final class ColdCommand implements Callable<Integer> {
  private static final String TEXT = "a dog on the beach";
  private static final int PICTURES = 1000;
  private static final String MILLIS = "ms";

  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private ReportOption reportOption;

  @Option(
      names = "--index",
      paramLabel = "DIR",
      description = "The index to search. Default: a new one of 1,000 generated vectors")
  private Path index;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      description =
          "The model of a new index. Default: openai-b32 if it is here, else a ViT-B/32 of random"
              + " weights")
  private String model;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often it is run, after once that does not count. Default: 5")
  private int rounds;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    WrongUsage.unless(rounds >= 1, spec, "--rounds must be at least 1, got: " + rounds);
    WrongUsage.unless(
        index == null || model == null, spec, "--model goes with a new index: leave out --index");
    reportOption.check();
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Path searched = index != null ? index.toAbsolutePath() : scratch.path().resolve("index");
      MeasuredModel measured = index != null ? modelOf(searched) : generate(searched);
      Map<String, String> subject = measured.subject();
      subject.put("index", pictures(searched));
      List<String> search = List.of("search", "-q", "--index", searched.toString(), TEXT);
      Rounds found = measure(launcher(), scratch.path(), search);
      report(Report.here("cold", subject, found.figures()));
    }
    return ExitCode.OK;
  }

  private Path launcher() {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return Home.find()
        .map(home -> home.resolve(windows ? "clipsearch.cmd" : "clipsearch"))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "cold measures the launcher: start it by clipsearch bench cold"));
  }

  private MeasuredModel modelOf(Path directory) throws IOException {
    try (LuceneIndex opened = LuceneIndex.open(directory)) {
      return MeasuredModel.of(global.store().open(ModelStore.reference(opened.model())));
    }
  }

  private MeasuredModel generate(Path directory) throws IOException {
    MeasuredModel measured =
        MeasuredModel.choose(Optional.ofNullable(model), global.store(), global::notice);
    ColdIndex.write(directory, measured.checkpoint().identity(), PICTURES);
    return measured;
  }

  private static String pictures(Path directory) throws IOException {
    try (LuceneIndex opened = LuceneIndex.open(directory)) {
      return "%,d pictures".formatted(opened.size());
    }
  }

  private Rounds measure(Path launcher, Path scratch, List<String> search)
      throws IOException, InterruptedException {
    Rounds found = new Rounds();
    try (var progress = new CountProgress("measuring", "rounds", global.quiet())) {
      progress.counted(rounds);
      for (int round = 0; round <= rounds; round++) {
        LauncherRun run = LauncherRun.of(launcher, scratch, search);
        ColdStages.Steps steps = ColdStages.run(search);
        if (round > 0) { // the first has read the files
          add(found, run, steps);
          progress.done(round);
        }
      }
    }
    return found;
  }

  private static void add(Rounds found, LauncherRun run, ColdStages.Steps steps) {
    found.add("launcher, until Java begins", MILLIS, false, run.scriptMillis());
    double sum = run.scriptMillis();
    for (var step : steps.millis().entrySet()) {
      found.add(step.getKey(), MILLIS, false, step.getValue());
      sum += step.getValue();
    }
    found.add("all these", MILLIS, false, sum);
    found.add("the command itself", MILLIS, false, run.wholeMillis());
    run.peakBytes().ifPresent(bytes -> found.add("its peak memory", "MB", false, bytes / 1e6));
  }

  private void report(Report report) throws IOException {
    PrintWriter out = global.out();
    if (json) {
      out.println(Json.write(report));
    } else {
      FactsTable.print(out, report);
      out.println("| | | least–most | |");
      out.println("|---|---|---|---|");
      for (Figure f : report.figures()) {
        out.printf("| %s | %s | %s | %s |%n", f.name(), f, f.spread(), f.unit());
      }
    }
    out.flush();
    reportOption.write(report);
  }
}
