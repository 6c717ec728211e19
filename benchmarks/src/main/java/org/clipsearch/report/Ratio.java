package org.clipsearch.report;

/** One figure in two reports: the second's share of the first's. */
public record Ratio(Figure first, Figure second) {
  /** Which is better. */
  public enum Verdict {
    FIRST,
    SECOND,
    /** The rounds of both overlap. */
    NEITHER,
    /** One of them has one round, and so no spread that would tell. */
    UNKNOWN
  }

  /** The second's median by the first's; infinite or NaN where the first's is 0. */
  public double ofMedians() {
    return second.median() / first.median();
  }

  /** The second's least by the first's most. */
  public double least() {
    return second.least() / first.most();
  }

  /** The second's most by the first's least. */
  public double most() {
    return second.most() / first.least();
  }

  /** One is better where each of its rounds is better than each of the other's. */
  public Verdict verdict() {
    if (first.rounds().size() == 1 || second.rounds().size() == 1) {
      return Verdict.UNKNOWN;
    }
    if (second.least() > first.most()) {
      return first.higherIsBetter() ? Verdict.SECOND : Verdict.FIRST;
    }
    if (second.most() < first.least()) {
      return first.higherIsBetter() ? Verdict.FIRST : Verdict.SECOND;
    }
    return Verdict.NEITHER;
  }
}
