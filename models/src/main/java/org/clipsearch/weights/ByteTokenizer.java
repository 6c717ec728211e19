package org.clipsearch.weights;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@code tokenizer.json} in the manner of CLIP's, but without merges: a token for each
 * byte, another for each byte that ends a word, start and end tokens with the two highest ids.
 */
final class ByteTokenizer {
  private static final String START = "<|startoftext|>";
  private static final String END = "<|endoftext|>";

  /** Bytes, bytes that end a word, start and end. */
  static final int MIN_VOCABULARY = 514;

  private ByteTokenizer() {}

  static void write(Path file, int vocabulary) throws IOException {
    if (vocabulary < MIN_VOCABULARY) {
      throw new IllegalArgumentException(
          "vocabulary must be at least %d, got: %d".formatted(MIN_VOCABULARY, vocabulary));
    }
    int start = vocabulary - 2;
    int end = vocabulary - 1;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("added_tokens", List.of(special(start, START), special(end, END)));
    json.put("normalizer", Map.of("type", "Lowercase"));
    json.put("pre_tokenizer", preTokenizer());
    json.put("post_processor", postProcessor(start, end));
    json.put("model", model(start, end));
    Files.writeString(file, new Gson().toJson(json));
  }

  private static Map<String, Object> model(int start, int end) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (int i = 0; i < 256; i++) {
      ids.put(letter(i), i);
      ids.put(letter(i) + "</w>", 256 + i);
    }
    ids.put(START, start);
    ids.put(END, end);
    return Map.of(
        "type",
        "BPE",
        "unk_token",
        END,
        "end_of_word_suffix",
        "</w>",
        "vocab",
        ids,
        "merges",
        List.of());
  }

  private static Map<String, Object> postProcessor(int start, int end) {
    return Map.of(
        "type",
        "RobertaProcessing",
        "sep",
        List.of(END, end),
        "cls",
        List.of(START, start),
        "trim_offsets",
        false,
        "add_prefix_space",
        false);
  }

  private static Map<String, Object> special(int id, String content) {
    return Map.of(
        "id", id,
        "content", content,
        "single_word", false,
        "lstrip", false,
        "rstrip", false,
        "normalized", false,
        "special", true);
  }

  private static Map<String, Object> preTokenizer() {
    return Map.of(
        "type",
        "Sequence",
        "pretokenizers",
        List.of(
            Map.of(
                "type",
                "Split",
                "pattern",
                Map.of("Regex", "\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+"),
                "behavior",
                "Removed",
                "invert",
                true),
            Map.of(
                "type", "ByteLevel",
                "add_prefix_space", false,
                "trim_offsets", true,
                "use_regex", true)));
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
