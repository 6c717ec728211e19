package org.clipsearch.clip;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
              TowerProgram.text(config, compute.precision()),
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

  /**
   * One pass for all texts of equally many tokens. Were shorter ones filled up to the longest, then
   * in bfloat16 a text's vector would differ by some 0.001 with the company that it comes in.
   */
  @Override
  public List<Embedding> embed(List<String> texts) {
    List<long[]> rows = texts.stream().map(tokenizer::encode).toList();
    Map<Integer, List<Integer>> byLength =
        IntStream.range(0, rows.size())
            .boxed()
            .collect(Collectors.groupingBy(i -> rows.get(i).length));
    Embedding[] embeddings = new Embedding[rows.size()];
    for (List<Integer> group : byLength.values()) {
      List<Embedding> embedded = pass(group.stream().map(rows::get).toList());
      for (int i = 0; i < embedded.size(); i++) {
        embeddings[group.get(i)] = embedded.get(i);
      }
    }
    return List.of(embeddings);
  }

  /** Of rows of one length. */
  private List<Embedding> pass(List<long[]> rows) {
    int length = rows.getFirst().length;
    long[] ids = new long[rows.size() * length]; // [B, T]
    long[] ends = new long[rows.size()]; // [B]
    for (int i = 0; i < ends.length; i++) {
      System.arraycopy(rows.get(i), 0, ids, i * length, length);
      ends[i] = endToken(rows.get(i));
    }
    return tower.forward(
        manager ->
            new NDList(manager.create(ids, new Shape(ends.length, length)), manager.create(ends)));
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
