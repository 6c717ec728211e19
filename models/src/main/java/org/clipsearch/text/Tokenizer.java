package org.clipsearch.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.clipsearch.platform.NativeLibraries;

/** The rules of a {@code tokenizer.json}. Thread-safe. */
public final class Tokenizer implements AutoCloseable {
  static {
    NativeLibraries.configure();
  }

  private final HuggingFaceTokenizer tokenizer;
  private final int positions;

  private Tokenizer(HuggingFaceTokenizer tokenizer, int positions) {
    this.tokenizer = tokenizer;
    this.positions = positions;
  }

  /**
   * Reads a tokenizer.
   *
   * @param file a {@code tokenizer.json}, whose post-processor adds the start and end tokens
   * @param positions the most tokens that the model takes, at least 2
   * @throws IOException where the file is missing or is no tokenizer; the message names it
   */
  public static Tokenizer load(Path file, int positions) throws IOException {
    // What the file says of padding and cutting is for batches of another length.
    Map<String, String> options = Map.of("padding", "do_not_pad", "truncation", "do_not_truncate");
    try {
      return new Tokenizer(HuggingFaceTokenizer.newInstance(file, options), positions);
    } catch (RuntimeException e) {
      throw new IOException(file + ": not a tokenizer: " + e.getMessage(), e);
    }
  }

  /**
   * Encodes a text.
   *
   * @return start token, text, end token: between 2 ids and the model's positions. A longer text is
   *     cut before its end token.
   */
  public long[] encode(String text) {
    long[] ids = tokenizer.encode(text).getIds();
    if (ids.length <= positions) {
      return ids;
    }
    long[] cut = Arrays.copyOf(ids, positions);
    cut[positions - 1] = ids[ids.length - 1];
    return cut;
  }

  /**
   * Where a text ends that CLIP's tokenizer has encoded: the first place of the highest id, as
   * openai/CLIP's {@code text.argmax(dim=-1)} has it.
   *
   * @param ids at least 1
   */
  public static int endToken(long[] ids) {
    int highest = 0;
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] > ids[highest]) {
        highest = i;
      }
    }
    return highest;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
