package org.clipsearch.bench;

import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The benchmarks' entry; the launcher comes here with {@code clipsearch bench}. */
@Command(
    name = "clipsearch bench",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Measure clipsearch on this machine, train its bundled model, and write test models.",
    subcommands = {
      EmbedCommand.class,
      EmbedOneCommand.class,
      ColdCommand.class,
      QualityCommand.class,
      VectorSearchCommand.class,
      PipelineCommand.class,
      PlainWayCommand.class,
      FloorsCommand.class,
      GrowthCommand.class,
      CompareCommand.class,
      TrainDemoCommand.class,
      CheckpointCommand.class
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    org.clipsearch.cli.Main.run(new Main(), args);
  }

  /** Without a command: what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
