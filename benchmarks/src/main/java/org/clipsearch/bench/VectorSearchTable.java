package org.clipsearch.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.clipsearch.json.Json;
import org.clipsearch.report.Rounds;
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
  private final Rounds found = new Rounds();

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
          task.images(), task.seed(), task.queries(), IndexFigures.instructions());
      out.flush();
    }
  }

  void add(IndexFigures index, List<Measurement> searches) {
    found.add(index.format() + ", size", "MB", false, index.bytes() / 1e6);
    found.add(index.format() + ", hot", "MB", false, index.hotBytes() / 1e6);
    searches.forEach(m -> note(index.format(), m));
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

  private void note(String format, Measurement m) {
    String name =
        "%s, %s, width %s, %d rescored"
            .formatted(format, m.queries(), width(m), Math.max(0, m.rescored()));
    found.add(name + ", recall@10", "share", true, m.recall());
    found.add(name + ", p50", "ms", false, m.p50Millis());
    found.add(name + ", p99", "ms", false, m.p99Millis());
  }

  /** All that was measured. */
  Rounds found() {
    return found;
  }

  /** For a report. */
  Map<String, String> subject() {
    Map<String, String> subject = new LinkedHashMap<>();
    subject.put("vectors", "%d, seed %d".formatted(task.images(), task.seed()));
    subject.put("queries", task.queries() + " of each kind");
    subject.put("instructions", IndexFigures.instructions());
    return subject;
  }

  private static String width(Measurement m) {
    return switch (m.width()) {
      case 0 -> "all";
      case Search.OWN -> "own";
      default -> String.valueOf(m.width());
    };
  }

  private void print(Measurement m) {
    out.printf(
        "| %s | %s | %s | %.4f | %.2f | %.2f |%n",
        m.queries(),
        width(m),
        m.width() > 0 ? m.rescored() : "",
        m.recall(),
        m.p50Millis(),
        m.p99Millis());
  }
}
