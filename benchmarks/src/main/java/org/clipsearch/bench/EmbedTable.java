package org.clipsearch.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clipsearch.report.Figure;
import org.clipsearch.report.Ratio;
import org.clipsearch.speed.EmbedFindings;
import org.clipsearch.speed.Rate;
import org.clipsearch.speed.Way;

/** Prints what {@code bench embed} found: a line for each way and batch size. */
final class EmbedTable {
  private final PrintWriter out;
  private final EmbedFindings findings;
  private final List<Way> ways;

  EmbedTable(PrintWriter out, EmbedFindings findings, List<Way> ways) {
    this.out = out;
    this.findings = findings;
    this.ways = ways;
  }

  void print(List<Integer> batches) {
    boolean gpu = ways.stream().anyMatch(way -> findings.gpu(way).isPresent());
    List<String> titles = new ArrayList<>(List.of("way", "batch"));
    titles.addAll(List.of("images/s", "least–most", "times"));
    titles.addAll(List.of("texts/s", "least–most", "times"));
    titles.add("peak MB");
    if (gpu) {
      titles.add("GPU MB");
    }
    print(titles.toArray(String[]::new));
    out.println("|---".repeat(titles.size()) + "|");
    for (Way way : ways) {
      for (int batch : batches) {
        List<String> cells = new ArrayList<>(List.of(way.toString(), String.valueOf(batch)));
        cells.addAll(rate(way, Rate.IMAGES, batch));
        cells.addAll(rate(way, Rate.TEXTS, batch));
        cells.add(text(findings.peak(way)));
        if (gpu) {
          cells.add(text(findings.gpu(way)));
        }
        print(cells.toArray(String[]::new));
      }
    }
  }

  /** How long one takes that comes alone, such as what a user searches for. */
  void printLatencies() {
    out.println();
    print("one at a time", "image, ms", "p95", "text, ms", "p95");
    out.println("|---|---|---|---|---|");
    for (Way way : ways) {
      List<String> cells = new ArrayList<>(List.of(way.toString()));
      for (String kind : List.of(Rate.IMAGES, Rate.TEXTS)) {
        cells.add(text(findings.latency(way, kind, 50)));
        cells.add(text(findings.latency(way, kind, 95)));
      }
      print(cells.toArray(String[]::new));
    }
  }

  private List<String> rate(Way way, String kind, int batch) {
    Optional<Figure> figure = findings.rate(way, kind, batch);
    Optional<Figure> first = findings.rate(ways.getFirst(), kind, batch);
    if (figure.isEmpty() || first.isEmpty()) {
      return List.of("", "", "");
    }
    double times = new Ratio(first.get(), figure.get()).ofMedians();
    return List.of(text(figure), figure.get().spread(), "%.2f".formatted(times));
  }

  private static String text(Optional<Figure> figure) {
    return figure.map(Figure::toString).orElse("");
  }

  private void print(String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
  }
}
