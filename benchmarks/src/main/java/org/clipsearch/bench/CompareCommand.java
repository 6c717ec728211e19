package org.clipsearch.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.report.Comparison;
import org.clipsearch.report.Ratio;
import org.clipsearch.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "compare",
    description = {
      "Compare two reports of one benchmark, such as of two machines or commits.",
      "",
      "For each figure: the median of the rounds in A and in B; the ratio of the two medians, B by"
          + " A; from what to what the ratio would go by any round of each, which is the least of B"
          + " by the most of A, and the most of B by the least of A; and which is better. One is"
          + " better where each of its rounds is better than each of the other's, else they"
          + " overlap. One round has no spread and shows nothing better.",
      "",
      "Reports of other benchmarks, of other models or pictures, or with other units are refused."
    },
    footer = {"", "Example: clipsearch bench compare before.json after.json"})
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "A", description = "A file that --report wrote.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private Path second;

  @Override
  public Integer call() throws Exception {
    Report a = Report.read(first);
    Report b = Report.read(second);
    Comparison comparison = compare(a, b);
    PrintWriter out = global.out();
    out.printf("%s, A: %s, B: %s%n%n", a.benchmark(), first, second);
    a.subject().forEach((name, value) -> out.printf("- %s: %s%n", name, value));
    printDifferences(Comparison.differences(a.machine(), b.machine()));
    printRatios(comparison.ratios());
    printRest("A", comparison.onlyFirst());
    printRest("B", comparison.onlySecond());
    out.flush();
    return ExitCode.OK;
  }

  private Comparison compare(Report a, Report b) {
    try {
      return Comparison.of(a, b);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void printDifferences(List<Comparison.Difference> differences) {
    PrintWriter out = global.out();
    if (differences.isEmpty()) {
      return;
    }
    out.printf("%n| | A | B |%n|---|---|---|%n");
    differences.forEach(d -> out.printf("| %s | %s | %s |%n", d.name(), d.first(), d.second()));
  }

  private void printRatios(List<Ratio> ratios) {
    PrintWriter out = global.out();
    if (ratios.isEmpty()) {
      return;
    }
    out.printf("%n| figure | unit | A | B | B/A | least–most | better |%n");
    out.println("|---|---|---|---|---|---|---|");
    for (Ratio r : ratios) {
      out.printf(
          "| %s | %s | %s | %s | %.3f | %.3f–%.3f | %s |%n",
          r.first().name(),
          r.first().unit(),
          r.first(),
          r.second(),
          r.ofMedians(),
          r.least(),
          r.most(),
          words(r.verdict()));
    }
  }

  private static String words(Ratio.Verdict verdict) {
    return switch (verdict) {
      case FIRST -> "A";
      case SECOND -> "B";
      case NEITHER -> "overlap";
      case UNKNOWN -> "one round";
    };
  }

  private void printRest(String report, List<String> names) {
    if (!names.isEmpty()) {
      global.out().printf("%nOnly in %s:%n%n", report);
      names.forEach(name -> global.out().printf("- %s%n", name));
    }
  }
}
