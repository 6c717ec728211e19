package org.clipsearch.clip;

import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.util.List;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.TextEmbedder;
import org.clipsearch.weights.SentenceCheckpoint;
import org.clipsearch.weights.SentenceConfig;
import org.clipsearch.weights.SentenceTensors;

/**
 * A text encoder that has learned to embed as a CLIP does, and in more languages, as N. Reimers and
 * I. Gurevych (2020) teach them: DistilBERT, the mean over all tokens, a dense layer. Thread-safe.
 */
public final class SentenceTower implements TextEmbedder {
  private final TokenTower tower;

  private SentenceTower(TokenTower tower) {
    this.tower = tower;
  }

  /**
   * Loads the encoder.
   *
   * @throws org.clipsearch.weights.CheckpointException where files are missing or do not fit
   */
  public static SentenceTower load(SentenceCheckpoint checkpoint, Compute compute)
      throws IOException {
    SentenceConfig config = checkpoint.config();
    var tokens =
        new TokenTower.Tokens(checkpoint.tokenizerFile(), config.length(), config.vocabulary());
    return new SentenceTower(
        TokenTower.load(
            tokens,
            () ->
                Tower.load(
                    TowerProgram.sentence(config, compute),
                    compute,
                    checkpoint.openWeights(),
                    new Tower.TowerWeights(SentenceTensors.all(config), manager -> new NDList()))));
  }

  @Override
  public List<Embedding> embed(List<String> texts) {
    return tower.embed(texts, (manager, rows) -> new NDList());
  }

  @Override
  public void close() {
    tower.close();
  }
}
