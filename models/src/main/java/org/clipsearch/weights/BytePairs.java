package org.clipsearch.weights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Learns a vocabulary of byte pairs (R. Sennrich et al., "Neural Machine Translation of Rare Words
 * with Subword Units", 2016) over bytes, as GPT-2 and CLIP do.
 */
public final class BytePairs {
  /** Ends the last token of each word, as in CLIP. */
  static final String END_OF_WORD = "</w>";

  /** What a text is cut into: each Han character, other words, digits, runs of other signs. */
  static final String WORD = "\\p{IsHan}|[\\p{L}&&[^\\p{IsHan}]]+|\\p{N}|[^\\s\\p{L}\\p{N}]+";

  private static final Pattern WORDS = Pattern.compile(WORD);

  private BytePairs() {}

  /** Two tokens that become one. */
  public record Merge(String left, String right) {
    private static final Comparator<Merge> ORDER =
        Comparator.comparing(Merge::left).thenComparing(Merge::right);

    String token() {
      return left + right;
    }
  }

  /**
   * Learns until each word that is frequent enough is a token.
   *
   * @param least how often a pair must occur to be merged, in all texts together
   * @return in the order in which they apply
   */
  public static List<Merge> learn(Stream<String> texts, int least) {
    Map<String, Integer> counts = new TreeMap<>();
    texts.forEach(
        text ->
            WORDS
                .matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .forEach(word -> counts.merge(word.group(), 1, Integer::sum)));
    Map<List<String>, Integer> words = new HashMap<>();
    counts.forEach((word, count) -> words.put(letters(word), count));
    List<Merge> merges = new ArrayList<>();
    while (true) {
      Map.Entry<Merge, Integer> best = mostFrequent(words);
      if (best == null || best.getValue() < least) {
        return merges;
      }
      merges.add(best.getKey());
      Map<List<String>, Integer> merged = new HashMap<>();
      words.forEach((word, count) -> merged.merge(merge(word, best.getKey()), count, Integer::sum));
      words.clear();
      words.putAll(merged);
    }
  }

  private static Map.Entry<Merge, Integer> mostFrequent(Map<List<String>, Integer> words) {
    Map<Merge, Integer> pairs = new HashMap<>();
    words.forEach(
        (word, count) -> {
          for (int i = 1; i < word.size(); i++) {
            pairs.merge(new Merge(word.get(i - 1), word.get(i)), count, Integer::sum);
          }
        });
    return pairs.entrySet().stream()
        .max(
            Map.Entry.<Merge, Integer>comparingByValue()
                .thenComparing(Map.Entry::getKey, Merge.ORDER))
        .orElse(null);
  }

  private static List<String> merge(List<String> word, Merge merge) {
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      boolean pair =
          i + 1 < word.size()
              && word.get(i).equals(merge.left())
              && word.get(i + 1).equals(merge.right());
      merged.add(pair ? merge.token() : word.get(i));
      i += pair ? 1 : 0;
    }
    return merged;
  }

  /** A word's bytes, the last one marked. */
  private static List<String> letters(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    List<String> letters = new ArrayList<>();
    for (byte b : bytes) {
      letters.add(letter(Byte.toUnsignedInt(b)));
    }
    letters.set(bytes.length - 1, letters.getLast() + END_OF_WORD);
    return letters;
  }

  /** All tokens, in the order of their ids: bytes, bytes that end a word, merges. */
  static List<String> tokens(List<Merge> merges) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      tokens.add(letter(i));
    }
    for (int i = 0; i < 256; i++) {
      tokens.add(letter(i) + END_OF_WORD);
    }
    merges.stream().map(Merge::token).forEach(tokens::add);
    return tokens;
  }

  /** How many tokens there are with the start and end tokens. */
  public static int vocabulary(List<Merge> merges) {
    return 512 + merges.size() + 2;
  }

  /**
   * The letter that stands for a byte in byte-level vocabularies (GPT-2, {@code encoder.py}): a
   * printable Latin-1 character for itself, the others from U+0100 on, in their order.
   */
  private static String letter(int value) {
    int next = 0x100;
    for (int i = 0; i < value; i++) {
      if (!isPrintable(i)) {
        next++;
      }
    }
    return Character.toString(isPrintable(value) ? value : next);
  }

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~') || (value >= 0xa1 && value <= 0xff && value != 0xad);
  }
}
