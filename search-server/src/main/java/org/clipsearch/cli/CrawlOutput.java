package org.clipsearch.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clipsearch.crawl.CrawlReport;
import org.clipsearch.crawl.Profile;
import org.clipsearch.crawl.Stage;
import org.clipsearch.json.Json;

/** What a crawl did, in words or as JSON. */
final class CrawlOutput {
  /** Of skipped files, unless all are asked for. */
  private static final int MAX_NAMED = 20;

  private CrawlOutput() {}

  static void print(CrawlReport report, boolean json, GlobalOptions global) {
    List<CrawlReport.Skipped> skipped = report.skipped();
    int shown = global.verbose() ? skipped.size() : Math.min(skipped.size(), MAX_NAMED);
    for (CrawlReport.Skipped one : skipped.subList(0, shown)) {
      global.warn(one);
    }
    if (shown < skipped.size()) {
      global.warn("… and %d more; clipsearch failures names all".formatted(skipped.size() - shown));
    }
    global.out().println(json ? Json.write(JsonReport.of(report)) : inWords(report));
    global.out().flush();
    if (report.failedBefore() > 0) {
      global.notice(
          "what failed before and has not changed is not tried again: clipsearch failures");
    }
    if (report.stopped()) {
      global.notice("stopped; what is done is kept, and the same command goes on there");
    }
  }

  static String inWords(CrawlReport report) {
    int embedded = report.added() + report.updated();
    String rate = embedded == 0 ? "" : ", %.1f images/s".formatted(report.imagesPerSecond());
    String reused = report.reused() == 0 ? "" : ", %d moved or copied".formatted(report.reused());
    String failed =
        report.failedBefore() == 0 ? "" : ", %d failed before".formatted(report.failedBefore());
    return "%d images: %d added, %d updated%s, %d removed, %d unchanged, %d skipped%s; %.1f s%s"
        .formatted(
            report.scanned(),
            report.added(),
            report.updated(),
            reused,
            report.removed(),
            report.unchanged(),
            report.skipped().size(),
            failed,
            report.seconds(),
            rate);
  }

  /** Where the time went, a line a stage. */
  static void print(Profile profile, PrintWriter out) {
    out.printf("%-12s %10s %8s%n", "stage", "seconds", "busy");
    for (Stage stage : Stage.values()) {
      out.printf(
          "%-12s %10.2f %7.1f%%%n",
          stage, profile.seconds().get(stage), 100 * profile.share(stage));
    }
    out.printf("%-12s %10.2f%n", "all", profile.wall());
    out.println("limited by " + profile.limit());
    out.flush();
  }

  /** The report as {@code --json} has it. */
  private record JsonReport(
      int scanned,
      int added,
      int updated,
      int reused,
      int removed,
      int unchanged,
      int failedBefore,
      List<CrawlReport.Skipped> skipped,
      double seconds,
      double imagesPerSecond,
      Map<String, Double> stageSeconds,
      String limit) {

    static JsonReport of(CrawlReport r) {
      Map<String, Double> stages = new LinkedHashMap<>();
      for (Stage stage : Stage.values()) {
        stages.put(stage.toString(), Json.round(r.profile().seconds().get(stage)));
      }
      return new JsonReport(
          r.scanned(),
          r.added(),
          r.updated(),
          r.reused(),
          r.removed(),
          r.unchanged(),
          r.failedBefore(),
          r.skipped(),
          Json.round(r.seconds()),
          Json.round(r.imagesPerSecond()),
          stages,
          r.profile().limit());
    }
  }
}
