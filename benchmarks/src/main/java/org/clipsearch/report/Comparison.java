package org.clipsearch.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Two reports of one benchmark on one subject.
 *
 * @param ratios of the figures that both have, in the first's order
 * @param onlyFirst names of figures that the second has not
 * @param onlySecond names of figures that the first has not
 */
public record Comparison(List<Ratio> ratios, List<String> onlyFirst, List<String> onlySecond) {

  /** Two machines, commits or versions, of which one is what is looked into. */
  public record Difference(String name, String first, String second) {}

  /**
   * Compares.
   *
   * @throws IllegalArgumentException names what is unlike: the benchmark, the subject, or a
   *     figure's unit
   */
  public static Comparison of(Report first, Report second) {
    if (!first.benchmark().equals(second.benchmark())) {
      throw unlike("benchmark", first.benchmark(), second.benchmark());
    }
    for (Difference d : differences(first.subject(), second.subject())) {
      throw unlike(d.name(), d.first(), d.second());
    }
    List<Ratio> ratios = new ArrayList<>();
    List<String> onlyFirst = new ArrayList<>();
    for (Figure figure : first.figures()) {
      Optional<Figure> other = find(second, figure.name());
      other.ifPresentOrElse(o -> ratios.add(ratio(figure, o)), () -> onlyFirst.add(figure.name()));
    }
    List<String> onlySecond =
        second.figures().stream()
            .map(Figure::name)
            .filter(name -> find(first, name).isEmpty())
            .toList();
    return new Comparison(ratios, onlyFirst, onlySecond);
  }

  /** What two descriptions say differently; what one does not say is empty there. */
  public static List<Difference> differences(
      Map<String, String> first, Map<String, String> second) {
    Set<String> names = new LinkedHashSet<>(first.keySet());
    names.addAll(second.keySet());
    return names.stream()
        .map(
            name ->
                new Difference(name, first.getOrDefault(name, ""), second.getOrDefault(name, "")))
        .filter(difference -> !Objects.equals(difference.first(), difference.second()))
        .toList();
  }

  private static Ratio ratio(Figure first, Figure second) {
    if (!first.unit().equals(second.unit())) {
      throw unlike("unit of " + first.name(), first.unit(), second.unit());
    }
    if (first.higherIsBetter() != second.higherIsBetter()) {
      throw unlike("better direction of " + first.name(), better(first), better(second));
    }
    return new Ratio(first, second);
  }

  private static String better(Figure figure) {
    return figure.higherIsBetter() ? "higher" : "lower";
  }

  private static Optional<Figure> find(Report report, String name) {
    return report.figures().stream().filter(figure -> figure.name().equals(name)).findFirst();
  }

  private static IllegalArgumentException unlike(String what, String first, String second) {
    return new IllegalArgumentException(
        "not comparable: %s is \"%s\" in the first and \"%s\" in the second"
            .formatted(what, first, second));
  }
}
