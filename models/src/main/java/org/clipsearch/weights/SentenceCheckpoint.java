package org.clipsearch.weights;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A text encoder in the layout of sentence-transformers, such as {@code
 * clip-ViT-B-32-multilingual-v1}: the companion of a CLIP into whose space it embeds. Its {@code
 * modules.json} names the folders of a DistilBERT, a mean over tokens, and a dense layer.
 *
 * @param name as the user knows it
 * @param transformer the folder of the transformer and its tokenizer
 * @param dense the folder of the dense layer
 */
public record SentenceCheckpoint(
    String name, Path directory, SentenceConfig config, Path transformer, Path dense) {

  /**
   * Reads the configurations of a directory, whose last name is the model's; weights and tokenizer
   * are opened when they are needed.
   *
   * @throws CheckpointException names the file that is missing or wrong, and the field
   */
  public static SentenceCheckpoint open(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    SentenceModules modules = SentenceModules.read(absolute);
    return new SentenceCheckpoint(
        String.valueOf(absolute.getFileName()),
        absolute,
        SentenceConfig.read(modules),
        modules.transformer(),
        modules.dense());
  }

  /** Of its embeddings: that of the CLIP that it goes with. */
  public int dimension() {
    return config.dimension();
  }

  /**
   * The file that a {@link org.clipsearch.text.Tokenizer} is loaded from.
   *
   * @throws CheckpointException where it is missing, or has ids that the vocabulary does not have
   */
  public Path tokenizerFile() throws IOException {
    Path file = TokenizerIds.file(transformer);
    TokenizerIds.check(file, config.vocabulary());
    return file;
  }

  /**
   * Looks whether all files are there and fit together; does not read all of the weights.
   *
   * @throws CheckpointException names the file or tensor that does not
   */
  public void check() throws IOException {
    tokenizerFile();
    try (TensorSource weights = openWeights()) {
      weights.check(SentenceTensors.all(config));
    }
  }

  /** Maps the weights, which have the names of {@link SentenceTensors}. */
  public TensorSource openWeights() throws IOException {
    return SentenceWeights.open(transformer, dense);
  }
}
