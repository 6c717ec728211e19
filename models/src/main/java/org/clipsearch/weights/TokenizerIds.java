package org.clipsearch.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ids that a {@code tokenizer.json} may give to texts. */
final class TokenizerIds {
  private TokenizerIds() {}

  /**
   * The tokenizer of a directory.
   *
   * @throws CheckpointException where there is none
   */
  static Path file(Path directory) throws CheckpointException {
    Path file = directory.resolve("tokenizer.json");
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(file + ": no such file");
    }
    return file;
  }

  /**
   * Looks whether a tokenizer gives only ids that a model knows.
   *
   * @param vocabulary how many there are
   * @throws CheckpointException where it gives others, or is no tokenizer
   */
  static void check(Path file, int vocabulary) throws IOException {
    long highest = highest(file);
    if (highest >= vocabulary) {
      throw new CheckpointException(
          "%s: has token id %d, but config.json says that vocab_size is %d"
              .formatted(file, highest, vocabulary));
    }
  }

  /** The highest one of its vocabulary and of the tokens added to that. */
  private static long highest(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      JsonObject root = JsonParser.parseReader(reader).getAsJsonObject();
      JsonObject model = root.getAsJsonObject("model");
      if (model == null || !model.has("vocab")) {
        throw new CheckpointException(file + ": not a tokenizer: it has no model.vocab");
      }
      long highest = highestOfVocabulary(model.get("vocab"));
      if (highest < 0) {
        throw new CheckpointException(file + ": not a tokenizer: its model.vocab is empty");
      }
      if (root.has("added_tokens")) {
        for (JsonElement token : root.getAsJsonArray("added_tokens")) {
          highest = Math.max(highest, token.getAsJsonObject().get("id").getAsLong());
        }
      }
      return highest;
    } catch (RuntimeException e) {
      throw new CheckpointException(file + ": not a tokenizer: " + e.getMessage());
    }
  }

  /** Ids by token; or tokens in the order of their ids, as Unigram has them. */
  private static long highestOfVocabulary(JsonElement vocabulary) {
    return vocabulary.isJsonArray()
        ? vocabulary.getAsJsonArray().size() - 1
        : vocabulary.getAsJsonObject().asMap().values().stream()
            .mapToLong(JsonElement::getAsLong)
            .max()
            .orElse(-1);
  }
}
