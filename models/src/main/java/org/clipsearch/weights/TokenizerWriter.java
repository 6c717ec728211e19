package org.clipsearch.weights;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@code tokenizer.json} in the manner of CLIP's: byte pairs of lowercase words, start and
 * end tokens with the two highest ids. It differs in that each Han character is a word.
 */
final class TokenizerWriter {
  private static final String START = "<|startoftext|>";
  private static final String END = "<|endoftext|>";

  private TokenizerWriter() {}

  /**
   * Writes the file.
   *
   * @param vocabulary at least what the merges need; ids that are left over stand for nothing
   */
  static void write(Path file, int vocabulary, List<BytePairs.Merge> merges) throws IOException {
    int start = vocabulary - 2;
    int end = vocabulary - 1;
    Map<String, Integer> ids = new LinkedHashMap<>();
    BytePairs.tokens(merges).forEach(token -> ids.put(token, ids.size()));
    if (start < ids.size()) {
      throw new IllegalArgumentException(
          "vocabulary must be at least %d, got: %d".formatted(ids.size() + 2, vocabulary));
    }
    ids.put(START, start);
    ids.put(END, end);
    Map<String, Object> json =
        object(
            "version", "1.0",
            "added_tokens", List.of(special(start, START), special(end, END)),
            "normalizer", object("type", "Lowercase"),
            "pre_tokenizer", preTokenizer(),
            "post_processor", postProcessor(start, end),
            "model", model(ids, merges));
    Files.writeString(
        file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json));
  }

  private static Map<String, Object> model(Map<String, Integer> ids, List<BytePairs.Merge> merges) {
    return object(
        "type",
        "BPE",
        "unk_token",
        END,
        "end_of_word_suffix",
        BytePairs.END_OF_WORD,
        "vocab",
        ids,
        "merges",
        merges.stream().map(merge -> merge.left() + " " + merge.right()).toList());
  }

  private static Map<String, Object> postProcessor(int start, int end) {
    return object(
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
    return object(
        "id", id,
        "content", content,
        "single_word", false,
        "lstrip", false,
        "rstrip", false,
        "normalized", false,
        "special", true);
  }

  private static Map<String, Object> preTokenizer() {
    Map<String, Object> words =
        object(
            "type",
            "Split",
            "pattern",
            object("Regex", BytePairs.WORD.replace("\\p{IsHan}", "\\p{Han}")),
            "behavior",
            "Removed",
            "invert",
            true);
    Map<String, Object> bytes =
        object(
            "type", "ByteLevel",
            "add_prefix_space", false,
            "trim_offsets", true,
            "use_regex", false);
    return object("type", "Sequence", "pretokenizers", List.of(words, bytes));
  }

  /** Names and values by turns; they stay in order, so that the same file comes out each time. */
  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
