package org.clipsearch.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.clipsearch.report.Ratio.Verdict;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Map<String, String> MODEL = Map.of("model", "ViT-B/32");

  private static Figure rate(String name, Double... rounds) {
    return new Figure(name, "images/s", true, List.of(rounds));
  }

  private static Figure time(Double... rounds) {
    return new Figure("time", "ms", false, List.of(rounds));
  }

  private static Report report(Figure... figures) {
    return new Report("embed", MODEL, Map.of(), List.of(figures));
  }

  private static Ratio ratio(Figure first, Figure second) {
    return Comparison.of(report(first), report(second)).ratios().getFirst();
  }

  @Test
  void theRatioIsOfMediansAndGoesAsFarAsAnyTwoRounds() {
    Ratio ratio = ratio(rate("images", 8.0, 10.0, 16.0), rate("images", 24.0, 20.0, 32.0));
    assertEquals(24.0 / 10, ratio.ofMedians());
    assertEquals(20.0 / 16, ratio.least());
    assertEquals(32.0 / 8, ratio.most());
  }

  @Test
  void betterIsWhereNoRoundsOverlap() {
    Figure slow = rate("images", 8.0, 10.0);
    Figure fast = rate("images", 11.0, 12.0);
    assertEquals(Verdict.SECOND, ratio(slow, fast).verdict());
    assertEquals(Verdict.FIRST, ratio(fast, slow).verdict());
    assertEquals(Verdict.NEITHER, ratio(slow, rate("images", 10.0, 12.0)).verdict());
    assertEquals(Verdict.FIRST, ratio(time(1.0, 2.0), time(3.0, 4.0)).verdict());
    assertEquals(Verdict.SECOND, ratio(time(3.0, 4.0), time(1.0, 2.0)).verdict());
    assertEquals(Verdict.UNKNOWN, ratio(time(3.0, 4.0), time(1.0)).verdict());
    assertEquals(Verdict.UNKNOWN, ratio(time(3.0), time(1.0, 2.0)).verdict());
  }

  @Test
  void figuresOfOneOnlyAreListed() {
    Comparison comparison =
        Comparison.of(
            report(rate("a", 1.0), rate("b", 1.0), rate("c", 1.0)),
            report(rate("d", 1.0), rate("b", 1.0)));
    assertEquals(List.of("a", "c"), comparison.onlyFirst());
    assertEquals(List.of("d"), comparison.onlySecond());
    assertEquals(
        List.of("b"), comparison.ratios().stream().map(ratio -> ratio.first().name()).toList());
  }

  private static void assertRefused(Report first, Report second, String... words) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Comparison.of(first, second))
            .getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void unlikeThingsAreRefused() {
    Figure images = rate("images", 1.0);
    Report report = report(images);
    assertRefused(
        report,
        new Report("cold", MODEL, Map.of(), List.of(images)),
        "benchmark is",
        "\"embed\"",
        "\"cold\"");
    Map<String, String> other = Map.of("model", "ViT-L/14");
    assertRefused(
        report,
        new Report("embed", other, Map.of(), List.of(images)),
        "model is",
        "ViT-B/32",
        "ViT-L/14");
    Map<String, String> more = Map.of("model", "ViT-B/32", "pictures", "noise");
    assertRefused(report, new Report("embed", more, Map.of(), List.of(images)), "pictures is");
    assertRefused(new Report("embed", more, Map.of(), List.of(images)), report, "pictures is");
    assertRefused(
        report(time(1.0)),
        report(new Figure("time", "s", false, List.of(1.0))),
        "unit of time",
        "\"ms\"",
        "\"s\"");
    assertRefused(
        report(time(1.0)), report(new Figure("time", "ms", true, List.of(1.0))), "time", "higher");
  }

  @Test
  void machinesMayDifferAndThatIsTold() {
    assertEquals(
        List.of(
            new Comparison.Difference("cores", "2", "16"),
            new Comparison.Difference("gpu", "", "H100")),
        Comparison.differences(
            new TreeMap<>(Map.of("cores", "2", "memory", "24 GiB")),
            new TreeMap<>(Map.of("cores", "16", "gpu", "H100", "memory", "24 GiB"))));
  }
}
