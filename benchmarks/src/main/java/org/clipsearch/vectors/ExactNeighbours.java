package org.clipsearch.vectors;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The true nearest images of queries, by comparing all, without Lucene. */
final class ExactNeighbours {
  /** Vectors that one thread compares at a time. */
  private static final int BLOCK = 1_000;

  /** Queries whose columns fit into a core's cache: 512 KB. */
  private static final int GROUP = 256;

  /** Kept by sums in float; which of them are the nearest is told by sums in double. */
  private static final int CANDIDATES = 30;

  private final ClipLikeVectors vectors;
  private final int count;
  private final List<Nearest> groups;

  private ExactNeighbours(ClipLikeVectors vectors, int count, float[][] queries) {
    this.vectors = vectors;
    this.count = count;
    this.groups =
        IntStream.iterate(0, at -> at < queries.length, at -> at + GROUP)
            .mapToObj(at -> Arrays.copyOfRange(queries, at, Math.min(at + GROUP, queries.length)))
            .map(Nearest::new)
            .toList();
  }

  /**
   * Finds them, on all cores.
   *
   * @param count of the images; those from 0 on
   * @param progress is told, by several threads and in no order, how many images have been compared
   * @return [Q, 10], numbers of images, the nearest first
   */
  static int[][] of(ClipLikeVectors vectors, int count, float[][] queries, LongConsumer progress) {
    return new ExactNeighbours(vectors, count, queries).compare(progress);
  }

  private int[][] compare(LongConsumer progress) {
    AtomicLong done = new AtomicLong();
    IntStream.range(0, (count + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            block -> {
              int first = block * BLOCK;
              int end = Math.min(first + BLOCK, count);
              float[][] images =
                  IntStream.range(first, end).mapToObj(vectors::image).toArray(float[][]::new);
              groups.forEach(group -> group.compare(images, first));
              progress.accept(done.addAndGet(images.length));
            });
    return groups.stream().flatMap(group -> group.nearest(vectors)).toArray(int[][]::new);
  }

  private record Candidate(int image, double cosine) {
    static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingDouble(Candidate::cosine).reversed().thenComparingInt(Candidate::image);
  }

  /** What is nearest to each query of a group so far. */
  private static final class Nearest {
    private final float[][] queries;
    private final float[][] columns; // [512, Q]: an image meets all queries in one pass
    private final List<PriorityQueue<Candidate>> worstFirst;

    Nearest(float[][] queries) {
      this.queries = queries;
      this.columns = new float[ClipLikeVectors.DIMENSION][queries.length];
      for (int q = 0; q < queries.length; q++) {
        for (int d = 0; d < columns.length; d++) {
          columns[d][q] = queries[q][d];
        }
      }
      this.worstFirst =
          Stream.of(queries)
              .map(q -> new PriorityQueue<>(Candidate.BEST_FIRST.reversed()))
              .toList();
    }

    void compare(float[][] images, int first) {
      float[][] cosines = new float[images.length][];
      for (int i = 0; i < images.length; i++) {
        cosines[i] = cosines(images[i]);
      }
      for (int q = 0; q < queries.length; q++) {
        PriorityQueue<Candidate> candidates = worstFirst.get(q);
        synchronized (candidates) {
          for (int i = 0; i < images.length; i++) {
            offer(candidates, new Candidate(first + i, cosines[i][q]));
          }
        }
      }
    }

    private static void offer(PriorityQueue<Candidate> candidates, Candidate one) {
      if (candidates.size() < CANDIDATES) {
        candidates.add(one);
      } else if (Candidate.BEST_FIRST.compare(one, candidates.peek()) < 0) {
        candidates.remove();
        candidates.add(one);
      }
    }

    /** With all queries; four components a pass, for the sums' sake. */
    private float[] cosines(float[] image) {
      float[] sums = new float[queries.length];
      for (int d = 0; d < image.length; d += 4) {
        float a = image[d];
        float b = image[d + 1];
        float c = image[d + 2];
        float e = image[d + 3];
        float[] columnA = columns[d];
        float[] columnB = columns[d + 1];
        float[] columnC = columns[d + 2];
        float[] columnE = columns[d + 3];
        for (int q = 0; q < sums.length; q++) {
          sums[q] += a * columnA[q] + b * columnB[q] + c * columnC[q] + e * columnE[q];
        }
      }
      return sums;
    }

    Stream<int[]> nearest(ClipLikeVectors vectors) {
      return IntStream.range(0, queries.length)
          .mapToObj(
              q ->
                  worstFirst.get(q).stream()
                      .map(c -> new Candidate(c.image(), cosine(q, vectors.image(c.image()))))
                      .sorted(Candidate.BEST_FIRST)
                      .limit(Questions.K)
                      .mapToInt(Candidate::image)
                      .toArray());
    }

    private double cosine(int query, float[] image) {
      double sum = 0;
      for (int d = 0; d < image.length; d++) {
        sum += (double) queries[query][d] * image[d];
      }
      return sum;
    }
  }
}
