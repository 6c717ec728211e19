package org.clipsearch.speed;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clipsearch.image.PreparedImage;

/** What is embedded, the same each time: it takes as long as what it stands for. */
public final class Workload {
  static final int LEAST_TOKENS = 4;
  static final int MOST_TOKENS = 12;

  /** So many texts, one after the other, have one of each length. */
  static final int LENGTHS = MOST_TOKENS - LEAST_TOKENS + 1;

  /** In words, for a report. */
  public static final String TEXTS =
      "of %d to %d tokens, as many of each".formatted(LEAST_TOKENS, MOST_TOKENS);

  private Workload() {}

  /**
   * Squares of noise, decoded and shrunk already; a tower takes as long for any picture.
   *
   * @param side S of {@code [S, S, 3]}
   */
  static List<PreparedImage> images(int count, int side) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, count)
        .mapToObj(
            _ -> {
              byte[] pixels = new byte[3 * side * side];
              random.nextBytes(pixels);
              return new PreparedImage(side, side, pixels);
            })
        .toList();
  }

  /**
   * Texts as long as sentences are, start and end tokens counted. Their words are single letters,
   * which are a token each in every CLIP's tokenizer, that of random weights included; so texts are
   * as long for each model.
   */
  static List<String> texts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> words(i, LEAST_TOKENS - 2 + i % LENGTHS))
        .toList();
  }

  private static String words(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> String.valueOf((char) ('a' + i % 26)))
        .collect(Collectors.joining(" "));
  }
}
