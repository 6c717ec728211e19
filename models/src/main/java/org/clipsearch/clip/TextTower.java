package org.clipsearch.clip;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.TextEmbedder;
import org.clipsearch.text.Tokenizer;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.CheckpointException;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.ClipTensors;

/** CLIP's text tower: a causal transformer, read at the end token. Thread-safe. */
public final class TextTower implements TextEmbedder, AutoCloseable {
  private final Tokenizer tokenizer;
  private final Tower tower;

  private TextTower(Tokenizer tokenizer, Tower tower) {
    this.tokenizer = tokenizer;
    this.tower = tower;
  }

  /**
   * Loads the text tower alone.
   *
   * @throws CheckpointException where files are missing or do not fit
   */
  public static TextTower load(Checkpoint checkpoint, Compute compute) throws IOException {
    ClipConfig config = checkpoint.config();
    Tokenizer tokenizer = Tokenizer.load(checkpoint.tokenizerFile(), config.positions());
    try {
      checkVocabulary(checkpoint, tokenizer.encode("")); // the end token has the highest id
      Tower tower =
          Tower.load(
              new TowerProgram("TextTower", config.text(), compute.precision()),
              compute.device(),
              checkpoint.openWeights(),
              new Tower.TowerWeights(ClipTensors.text(config), manager -> new NDList()));
      return new TextTower(tokenizer, tower);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static void checkVocabulary(Checkpoint checkpoint, long[] ids)
      throws CheckpointException {
    for (long id : ids) {
      if (id >= checkpoint.config().vocabulary()) {
        throw new CheckpointException(
            "%s: gives token id %d, but config.json says that vocab_size is %d"
                .formatted(checkpoint.tokenizerFile(), id, checkpoint.config().vocabulary()));
      }
    }
  }

  @Override
  public List<Embedding> embed(List<String> texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    List<long[]> rows = texts.stream().map(tokenizer::encode).toList();
    int longest = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    long[] ids = new long[rows.size() * longest];
    long[] ends = new long[rows.size()];
    for (int i = 0; i < ends.length; i++) {
      System.arraycopy(rows.get(i), 0, ids, i * longest, rows.get(i).length);
      ends[i] = endToken(rows.get(i));
    }
    return tower.forward(
        manager ->
            new NDList(manager.create(ids, new Shape(ends.length, longest)), manager.create(ends)));
  }

  /** The first place of the highest id, as openai/CLIP's {@code text.argmax(dim=-1)} has it. */
  private static int endToken(long[] ids) {
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
    tower.close();
    tokenizer.close();
  }
}
