package org.clipsearch.bench;

import java.io.PrintWriter;
import java.util.Map;
import org.clipsearch.report.Report;

/** Prints what was measured, and on what: a line each. */
final class FactsTable {
  private FactsTable() {}

  static void print(PrintWriter out, Report report) {
    out.println("| | |");
    out.println("|---|---|");
    print(out, report.subject());
    print(out, report.machine());
    out.println();
  }

  private static void print(PrintWriter out, Map<String, String> facts) {
    facts.forEach((name, fact) -> out.printf("| %s | %s |%n", name, fact));
  }
}
