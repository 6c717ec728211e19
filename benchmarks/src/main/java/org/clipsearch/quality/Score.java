package org.clipsearch.quality;

/**
 * How many of the questions were answered rightly.
 *
 * @param of how many there were
 */
public record Score(int right, int of) {
  Score plus(boolean answeredRightly) {
    return new Score(right + (answeredRightly ? 1 : 0), of + 1);
  }

  /** From 0 to 1; NaN without questions. */
  public double rate() {
    return right / (double) of;
  }

  @Override
  public String toString() {
    return "%.3f".formatted(rate());
  }
}
