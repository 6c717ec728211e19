package org.clipsearch.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The benchmarks' entry; the launcher comes here with {@code clipsearch bench}. */
@Command(
    name = "clipsearch bench",
    synopsisSubcommandLabel = "COMMAND",
    description = "Measure clipsearch on this machine, and write test models.",
    subcommands = CheckpointCommand.class)
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = org.clipsearch.cli.Main.commandLine(new Main(), out, err);
    return org.clipsearch.cli.Main.execute(line, args);
  }

  /** Without a command: what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
