package org.clipsearch.bench;

import java.io.PrintWriter;
import org.clipsearch.pipeline.Floors;
import org.clipsearch.report.Figure;
import org.clipsearch.report.Rounds;

/** Prints what {@code bench pipeline} measured, row by row, and in the end what it comes to. */
final class PipelineTable {
  static final String INDEX = "index";

  private static final String RATE = "images/s";

  private final PrintWriter out;
  private final Rounds found = new Rounds();

  PipelineTable(PrintWriter out) {
    this.out = out;
  }

  void begin(String title) {
    out.printf("%s%n%n", title);
    out.println("| way | images/s | seconds | images | skipped | peak MB |");
    out.println("|---|---|---|---|---|---|");
    out.flush();
  }

  void add(String way, PipelineWays.Run run) {
    found.add(way, RATE, true, run.imagesPerSecond());
    run.peak().ifPresent(bytes -> found.add("peak memory, " + way, "MB", false, bytes / 1e6));
    String peak =
        run.peak().isPresent() ? "%.0f".formatted(run.peak().getAsLong() / 1e6) : "not told";
    out.printf(
        "| %s | %.2f | %.1f | %d | %d | %s |%n",
        way,
        run.imagesPerSecond(),
        run.embedded().seconds(),
        run.embedded().images(),
        run.embedded().skipped(),
        peak);
    out.flush();
  }

  /** How the medians of the rounds compare. */
  void compare() {
    double index = found.figure(INDEX).orElseThrow().median();
    out.println();
    for (Figure figure : found.figures()) {
      if (figure.unit().equals(RATE) && !figure.name().equals(INDEX)) {
        out.printf("index is %.2f times as fast as %s%n", index / figure.median(), figure.name());
      }
    }
    out.flush();
  }

  /** All that was measured, with what the last explanation said. */
  Rounds found() {
    return found;
  }

  void explain(PipelineWays.Indexed index, Floors floors) {
    out.println();
    out.println("| stage of the last index | seconds, over its threads |");
    out.println("|---|---|");
    index.stageSeconds().forEach((stage, s) -> out.printf("| %s | %.2f |%n", stage, s));
    out.printf("%nlimited by %s%n", index.limit());
    found.add("decoding alone", RATE, true, floors.decoded());
    found.add("the model alone", RATE, true, floors.embedded());
    out.printf(
        "decoding alone: %.2f images/s; the model alone: %.2f; one after the other: %.2f%n",
        floors.decoded(), floors.embedded(), floors.together());
    out.flush();
  }
}
