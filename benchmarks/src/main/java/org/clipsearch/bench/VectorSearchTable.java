package org.clipsearch.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.clipsearch.json.Json;
import org.clipsearch.vectors.IndexFigures;
import org.clipsearch.vectors.Measurement;
import org.clipsearch.vectors.Search;
import org.clipsearch.vectors.SearchTask;

/**
 * Prints what {@code bench search} measured, index by index: two tables, or a line of JSON each.
 */
final class VectorSearchTable {
  private final PrintWriter out;
  private final boolean json;
  private final SearchTask task;

  VectorSearchTable(PrintWriter out, boolean json, SearchTask task) {
    this.out = out;
    this.json = json;
    this.task = task;
  }

  private record Line(
      boolean simd, SearchTask task, IndexFigures index, List<Measurement> searches) {}

  void begin() {
    if (!json) {
      out.printf(
          "%,d vectors of seed %d, %d queries of each kind, one thread, %s%n",
          task.images(),
          task.seed(),
          task.queries(),
          IndexFigures.simd() ? "SIMD" : "without SIMD");
      out.flush();
    }
  }

  void add(IndexFigures index, List<Measurement> searches) {
    if (json) {
      out.println(Json.write(new Line(IndexFigures.simd(), task, index, searches)));
    } else {
      print(index);
      searches.forEach(this::print);
    }
    out.flush();
  }

  private void print(IndexFigures index) {
    out.printf(
        "%n%s: %.0f vectors/s (%.0f s, %.0f s of CPU), %.1f MB, of which %.1f MB hot; segments of"
            + " %s; %s%n%n",
        index.format(),
        index.vectors() / index.buildSeconds(),
        index.buildSeconds(),
        index.buildCpuSeconds(),
        index.bytes() / 1e6,
        index.hotBytes() / 1e6,
        index.segments().stream().map(String::valueOf).collect(Collectors.joining(", ")),
        index.comparedBy());
    out.println("| queries | width | rescored | recall@10 | p50 ms | p99 ms |");
    out.println("|---|---|---|---|---|---|");
  }

  private void print(Measurement m) {
    String width =
        switch (m.width()) {
          case 0 -> "all";
          case Search.OWN -> "own";
          default -> String.valueOf(m.width());
        };
    out.printf(
        "| %s | %s | %s | %.4f | %.2f | %.2f |%n",
        m.queries(),
        width,
        m.width() > 0 ? m.rescored() : "",
        m.recall(),
        m.p50Millis(),
        m.p99Millis());
  }
}
