package org.clipsearch.bench;

import java.io.PrintWriter;
import java.util.List;
import org.clipsearch.pipeline.Floors;
import org.clipsearch.report.Figure;
import org.clipsearch.report.Rounds;

/** Prints what {@code bench pipeline} measured, row by row, and in the end what it comes to. */
final class PipelineTable {
  private static final String INDEX = "index";

  private static final String RATE = "images/s";

  private final PrintWriter out;
  private final Rounds found = new Rounds();

  PipelineTable(PrintWriter out) {
    this.out = out;
  }

  /** The row's name of an index with so exact a model. */
  static String index(String precision) {
    return precision.equals("auto") ? INDEX : INDEX + ", " + precision;
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
    List<Figure> rates = found.figures().stream().filter(f -> f.unit().equals(RATE)).toList();
    out.println();
    for (Figure index : rates.stream().filter(PipelineTable::isIndex).toList()) {
      for (Figure other : rates.stream().filter(f -> !isIndex(f)).toList()) {
        double ratio = index.median() / other.median();
        out.printf("%s: %.2f times as fast as %s%n", index.name(), ratio, other.name());
      }
    }
    out.flush();
  }

  private static boolean isIndex(Figure figure) {
    return figure.name().startsWith(INDEX);
  }

  /** All that was measured, with what the last explanation said. */
  Rounds found() {
    return found;
  }

  /** Where the time of an index goes. */
  void explain(String precision, PipelineWays.Indexed index, Floors floors) {
    String way = index(precision);
    out.printf("%n| stage of %s | seconds, over its threads |%n", way);
    out.println("|---|---|");
    index.stageSeconds().forEach((stage, s) -> out.printf("| %s | %.2f |%n", stage, s));
    out.printf("%nlimited by %s%n", index.limit());
    found.add("decoding alone, as " + way, RATE, true, floors.decoded());
    found.add("the model alone, as " + way, RATE, true, floors.embedded());
    out.printf(
        "decoding alone: %.2f images/s; the model alone: %.2f; one after the other: %.2f%n",
        floors.decoded(), floors.embedded(), floors.together());
    out.flush();
  }
}
