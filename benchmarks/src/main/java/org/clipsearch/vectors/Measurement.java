package org.clipsearch.vectors;

import java.io.IOException;
import java.util.Arrays;

/**
 * How well and how fast questions of one kind were answered, by one thread.
 *
 * @param queries of which kind
 * @param width candidates that the search kept; 0 where all vectors were compared by their floats
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

  private interface Search {
    /** Documents. */
    int[] nearest(float[] query) throws IOException;
  }

  /** Searches the graph. */
  public static Measurement ofGraph(IndexSearch index, Questions questions, int width, int rescored)
      throws IOException {
    Search search = query -> index.nearest(query, Questions.K, width, rescored);
    double recall = recall(index, questions, search);
    double[] millis = millis(questions, search);
    return new Measurement(
        questions.kind(),
        width,
        rescored,
        recall,
        percentile(millis, 0.5),
        percentile(millis, 0.99));
  }

  /** Compares all vectors, for the first of the questions. */
  public static Measurement ofScan(IndexSearch index, Questions questions) throws IOException {
    Questions some = questions.first(EXACT_QUERIES);
    Search search = query -> index.exact(query, Questions.K);
    double recall = recall(index, some, search);
    double[] millis = millis(some, search);
    return new Measurement(
        some.kind(), 0, 0, recall, percentile(millis, 0.5), percentile(millis, 0.99));
  }

  private static double recall(IndexSearch index, Questions questions, Search search)
      throws IOException {
    long found = 0;
    for (int q = 0; q < questions.count(); q++) {
      for (int doc : search.nearest(questions.vector(q))) {
        found += questions.isNearest(q, index.number(doc)) ? 1 : 0;
      }
    }
    return found / (double) Questions.K / questions.count();
  }

  /** Of each search, ascending. */
  private static double[] millis(Questions questions, Search search) throws IOException {
    double[] millis = new double[(PASSES - 1) * questions.count()];
    for (int i = 0; i < millis.length; i++) {
      long begin = System.nanoTime();
      search.nearest(questions.vector(i % questions.count()));
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  private static double percentile(double[] ascending, double share) {
    return ascending[(int) (share * (ascending.length - 1))];
  }
}
