package org.clipsearch.onnx;

import ai.onnxruntime.OnnxTensor;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.TextEmbedder;
import org.clipsearch.text.Tokenizer;
import org.clipsearch.weights.Checkpoint;

/** CLIP's text tower in ONNX Runtime. Thread-safe. */
public final class OnnxTextTower implements TextEmbedder {
  private final Tokenizer tokenizer;
  private final OnnxSession session;

  private OnnxTextTower(Tokenizer tokenizer, OnnxSession session) {
    this.tokenizer = tokenizer;
    this.session = session;
  }

  /**
   * Loads the text tower.
   *
   * @param threads that compute, at least 1
   * @throws org.clipsearch.weights.CheckpointException where files are missing or do not fit
   */
  public static OnnxTextTower load(Checkpoint checkpoint, OnnxPrecision precision, int threads)
      throws IOException {
    OnnxSession session =
        new OnnxSession(file -> TextGraph.write(checkpoint, precision, file), threads);
    try {
      int positions = checkpoint.config().positions();
      return new OnnxTextTower(Tokenizer.load(checkpoint.tokenizerFile(), positions), session);
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Shorter texts are filled up to the longest, which their end tokens do not see. */
  @Override
  public List<Embedding> embed(List<String> texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    List<long[]> rows = texts.stream().map(tokenizer::encode).toList();
    int length = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    LongBuffer ids = LongBuffer.allocate(rows.size() * length); // [B, T]
    rows.forEach(row -> ids.put(Arrays.copyOf(row, length)));
    LongBuffer ends = LongBuffer.allocate(rows.size()); // [B, 1]
    rows.forEach(row -> ends.put(Tokenizer.endToken(row)));
    long[] idsShape = {rows.size(), length};
    long[] endsShape = {rows.size(), 1};
    return session.run(
        environment ->
            Map.of(
                "ids", OnnxTensor.createTensor(environment, ids.flip(), idsShape),
                "ends", OnnxTensor.createTensor(environment, ends.flip(), endsShape)));
  }

  @Override
  public void close() {
    session.close();
    tokenizer.close();
  }
}
