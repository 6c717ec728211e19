package org.clipsearch.report;

import java.util.Collections;
import java.util.List;

/**
 * A quantity that was measured once a round.
 *
 * @param name the same in all reports that can be compared
 * @param unit such as {@code images/s}
 * @param higherIsBetter or else lower is
 * @param rounds at least one value; finite, from 0
 */
public record Figure(String name, String unit, boolean higherIsBetter, List<Double> rounds) {
  public Figure {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException(name + " has no rounds");
    }
    for (double value : rounds) {
      if (!(value >= 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException(
            "%s must be finite and not below 0, got: %s".formatted(name, value));
      }
    }
  }

  /** The middle value, or the mean of the two in the middle. */
  public double median() {
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double least() {
    return Collections.min(rounds);
  }

  public double most() {
    return Collections.max(rounds);
  }

  /** Least and most, such as {@code 41.2–43.1}; empty where there was one round. */
  public String spread() {
    return rounds.size() == 1 ? "" : digits(least()) + "–" + digits(most());
  }

  /** The median. */
  @Override
  public String toString() {
    return digits(median());
  }

  /** Three digits, or all of the whole part: 0.123, 1.23, 12.3, 1234. */
  private static String digits(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return "%%.%df".formatted(decimals).formatted(value);
  }
}
