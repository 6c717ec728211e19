package org.clipsearch.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clipsearch.pipeline.Floors;

/** Prints what {@code bench pipeline} measured, row by row, and in the end what it comes to. */
final class PipelineTable {
  static final String INDEX = "index";

  private final PrintWriter out;
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

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
    rates.computeIfAbsent(way, _ -> new ArrayList<>()).add(run.imagesPerSecond());
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
    double index = median(rates.get(INDEX));
    out.println();
    rates.forEach(
        (way, rates) -> {
          if (!way.equals(INDEX)) {
            out.printf("index is %.2f times as fast as %s%n", index / median(rates), way);
          }
        });
    out.flush();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  void explain(PipelineWays.Indexed index, Floors floors) {
    out.println();
    out.println("| stage of the last index | seconds, over its threads |");
    out.println("|---|---|");
    index.stageSeconds().forEach((stage, s) -> out.printf("| %s | %.2f |%n", stage, s));
    out.printf("%nlimited by %s%n", index.limit());
    out.printf(
        "decoding alone: %.2f images/s; the model alone: %.2f; one after the other: %.2f%n",
        floors.decoded(), floors.embedded(), floors.together());
    out.flush();
  }
}
