package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.clipsearch.report.Report;
import org.clipsearch.report.Rounds;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where what was found is kept. */
final class ReportOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write what was found, every round of it, and on what machine, as JSON; clipsearch bench"
              + " compare reads it.")
  private Path file;

  /** Before what may take long. */
  void check() {
    requireFolder("--report", file, command);
  }

  /** Refuses a file that could not be written, for want of its folder. */
  static void requireFolder(String option, Path file, CommandSpec command) {
    WrongUsage.unless(
        file == null || Files.isDirectory(file.toAbsolutePath().getParent()),
        command,
        "%s: no folder to write %s into".formatted(option, file));
  }

  void write(Report report) throws IOException {
    if (file != null) {
      report.write(file);
    }
  }

  /** Of this machine, if it is wanted. */
  void write(String benchmark, Map<String, String> subject, Rounds found) throws IOException {
    if (file != null) {
      write(Report.here(benchmark, subject, found.figures()));
    }
  }
}
