package org.clipsearch.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's entry. */
@Command(
    name = "clipsearch",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Search your images by description. Runs here; nothing leaves this machine.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done, or found",
      "1:nothing found, or done but for skipped files; doctor and verify: something is wrong",
      "2:wrong usage",
      "3:no such model, index or file, or one that cannot be used; a port that is taken",
      "4:a fault of clipsearch",
      "130:interrupted by Ctrl-C; what is done is kept"
    },
    subcommands = {
      DemoCommand.class,
      IndexCommand.class,
      WatchCommand.class,
      SearchCommand.class,
      ServeCommand.class,
      ClassifyCommand.class,
      EmbedCommand.class,
      FailuresCommand.class,
      LibrariesCommand.class,
      ForgetCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      InfoCommand.class,
      DoctorCommand.class,
      SetupCommand.class,
      UpgradeCommand.class,
      ModelsCommand.class,
      PullCommand.class,
      ImportCommand.class,
      VerifyCommand.class,
      RemoveCommand.class,
      RehearseCommand.class,
      Main.BenchCommand.class
    })
public final class Main implements Callable<Integer> {
  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  @Spec private CommandSpec spec;

  @CommandLine.Option(names = "--version", versionHelp = true, description = "Show the version.")
  void version(boolean on) {} // picocli prints it

  public static void main(String[] args) {
    run(new Main(), args);
  }

  /**
   * Runs a command on this process's streams, and ends the process with its exit code.
   *
   * @param command annotated for picocli
   */
  public static void run(Object command, String... args) {
    LUCENE.setLevel(Level.SEVERE); // it wants its SIMD module, which a single search does not
    StandardOutput stdout = new StandardOutput();
    PrintWriter out = writer(stdout);
    PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
    int code = run(command, out, err, args);
    out.flush();
    if (stdout.loss().isPresent()) {
      err.println("clipsearch: cannot write the output: " + stdout.loss().get());
      err.flush();
      code = ExitCode.MISSING;
    }
    System.exit(code);
  }

  /** Whatever the locale, results are UTF-8. */
  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
  }

  /** Runs a command; whatever goes wrong ends in an exit code. */
  static int run(Object command, PrintWriter out, PrintWriter err, String... args) {
    Locale.setDefault(Locale.ROOT); // figures are the same everywhere
    try {
      return commandLine(command, out, err).execute(args);
    } catch (Error e) { // picocli minds exceptions only
      return Failures.internal(e, err);
    }
  }

  private static CommandLine commandLine(Object command, PrintWriter out, PrintWriter err) {
    Failures failures = new Failures();
    CommandLine line =
        new CommandLine(command)
            .setOut(out)
            .setErr(err)
            .setUsageHelpAutoWidth(true)
            .setAbbreviatedOptionsAllowed(false)
            .setExpandAtFiles(false) // a file's name may begin with @
            .setExecutionExceptionHandler(failures)
            .setExitCodeExceptionMapper(failures)
            .addMixin("global", new GlobalOptions());
    return line.setParameterExceptionHandler(Main::wrongUsage);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("clipsearch: " + reason(e));
    err.println("Try: %s --help".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return ExitCode.USAGE;
  }

  private static String reason(ParameterException e) {
    boolean isCommand =
        e instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
            && !e.getCommandLine().getSubcommands().isEmpty();
    return isCommand
        ? "no such command: " + ((UnmatchedArgumentException) e).getUnmatched().getFirst()
        : e.getMessage();
  }

  /** Without a command: what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /** Stands in the help; the launcher starts the benchmarks' own main. */
  @Command(
      name = "bench",
      description =
          "Measure quality, train the bundled model, write test models (clipsearch bench --help).")
  static final class BenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(
          spec.commandLine(), "bench comes first: clipsearch bench COMMAND");
    }
  }
}
