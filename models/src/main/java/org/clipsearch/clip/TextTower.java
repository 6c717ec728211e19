package org.clipsearch.clip;

import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.util.List;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.TextEmbedder;
import org.clipsearch.text.Tokenizer;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.ClipTensors;

/** CLIP's text tower: a causal transformer, read at the end token. Thread-safe. */
public final class TextTower implements TextEmbedder {
  private final TokenTower tower;

  private TextTower(TokenTower tower) {
    this.tower = tower;
  }

  /**
   * Loads the text tower alone.
   *
   * @throws org.clipsearch.weights.CheckpointException where files are missing or do not fit
   */
  public static TextTower load(Checkpoint checkpoint, Compute compute) throws IOException {
    ClipConfig config = checkpoint.config();
    // Every text has the end token, and that has the highest id.
    var tokens =
        new TokenTower.Tokens(checkpoint.tokenizerFile(), config.positions(), config.vocabulary());
    return new TextTower(
        TokenTower.load(
            tokens,
            () ->
                Tower.load(
                    TowerProgram.text(config, compute),
                    compute,
                    checkpoint.openWeights(),
                    new Tower.TowerWeights(ClipTensors.text(config), manager -> new NDList()))));
  }

  @Override
  public List<Embedding> embed(List<String> texts) {
    return tower.embed(
        texts,
        (manager, rows) ->
            new NDList(manager.create(rows.stream().mapToLong(Tokenizer::endToken).toArray())));
  }

  @Override
  public void close() {
    tower.close();
  }
}
