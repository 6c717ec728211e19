package org.clipsearch.vectors;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How well and how fast questions of one kind were answered, by one thread.
 *
 * @param queries of which kind
 * @param width candidates that the search kept; 0 where all vectors were compared by their floats,
 *     {@link Search#OWN} where the index chose it
 * @param rescored how many of them were compared again by their floats
 * @param recall the share of the true ten nearest that were among the ten found
 * @param p50Millis of the search alone, without a look at what else is known of a picture
 */
public record Measurement(
    String queries, int width, int rescored, double recall, double p50Millis, double p99Millis) {
  /** The first tells the recall, and warms what it uses; the others are timed. */
  private static final int PASSES = 3;

  /** Comparing all vectors takes long, and always as long. */
  private static final int EXACT_QUERIES = 100;

  /** So few of them are over before Java has compiled what they need. */
  private static final long EXACT_WARM_UP = TimeUnit.SECONDS.toNanos(1);

  /** Asks questions; where all vectors are compared, only the first of them. */
  public static Measurement of(VectorIndex index, Search search, Questions questions)
      throws IOException {
    boolean exact = search.width() == 0;
    Questions some = exact ? questions.first(EXACT_QUERIES) : questions;
    if (exact) {
      warmUp(search, some);
    }
    double recall = recall(index, search, some);
    double[] millis = millis(search, some);
    return new Measurement(
        some.kind(),
        search.width(),
        search.rescored(),
        recall,
        percentile(millis, 0.5),
        percentile(millis, 0.99));
  }

  private static void warmUp(Search search, Questions questions) throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; System.nanoTime() - begin < EXACT_WARM_UP; i++) {
      search.by().nearest(questions.vector(i % questions.count()), Questions.K);
    }
  }

  private static double recall(VectorIndex index, Search search, Questions questions)
      throws IOException {
    long found = 0;
    for (int q = 0; q < questions.count(); q++) {
      for (int one : search.by().nearest(questions.vector(q), Questions.K)) {
        found += questions.isNearest(q, index.number(one)) ? 1 : 0;
      }
    }
    return found / (double) Questions.K / questions.count();
  }

  /** Of each search, ascending. */
  private static double[] millis(Search search, Questions questions) throws IOException {
    double[] millis = new double[(PASSES - 1) * questions.count()];
    for (int i = 0; i < millis.length; i++) {
      long begin = System.nanoTime();
      search.by().nearest(questions.vector(i % questions.count()), Questions.K);
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  private static double percentile(double[] ascending, double share) {
    return ascending[(int) (share * (ascending.length - 1))];
  }
}
