package org.clipsearch.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures that grow round by round, in the order in which they came first. Not thread-safe. */
public final class Rounds {
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  /** Takes in one round's value. */
  public void add(String name, String unit, boolean higherIsBetter, double value) {
    List<Double> values = new ArrayList<>(figure(name).map(Figure::rounds).orElse(List.of()));
    values.add(value);
    figures.put(name, new Figure(name, unit, higherIsBetter, values));
  }

  /** Empty where there was no value of that name. */
  public Optional<Figure> figure(String name) {
    return Optional.ofNullable(figures.get(name));
  }

  public List<Figure> figures() {
    return List.copyOf(figures.values());
  }
}
