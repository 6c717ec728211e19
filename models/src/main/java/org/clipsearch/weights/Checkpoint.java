package org.clipsearch.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.image.Preprocessing;

/**
 * A directory in Hugging Face layout: {@code config.json}, {@code preprocessor_config.json}, {@code
 * tokenizer.json}, and weights where {@link TensorFile#openIn} finds them.
 *
 * @param name as the user knows it
 * @param inStore whether a store finds it by its name alone
 */
public record Checkpoint(
    String name, Path directory, boolean inStore, ClipConfig config, Preprocessing preprocessing) {

  /** What new checkpoints have their weights in. */
  public static final String WEIGHTS = "model.safetensors";

  /**
   * Reads the two configurations of a directory, whose last name is the model's; weights and
   * tokenizer are opened when they are needed.
   *
   * @throws CheckpointException names the file that is missing or wrong, and the field
   */
  public static Checkpoint open(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    return read(String.valueOf(absolute.getFileName()), absolute, false);
  }

  /** As {@link #open}, for a model that a store finds by its name. */
  public static Checkpoint named(String name, Path directory) throws IOException {
    return read(name, directory, true);
  }

  private static Checkpoint read(String name, Path directory, boolean inStore) throws IOException {
    ClipConfig config = ClipConfig.read(directory.resolve("config.json"));
    Preprocessing preprocessing =
        PreprocessorConfig.read(directory.resolve("preprocessor_config.json"), config.imageSize());
    return new Checkpoint(name, directory, inStore, config, preprocessing);
  }

  /** The file that a {@link org.clipsearch.text.Tokenizer} is loaded from. */
  public Path tokenizerFile() throws CheckpointException {
    return TokenizerIds.file(directory);
  }

  /** Maps the weights. */
  public TensorFile openWeights() throws IOException {
    return TensorFile.openIn(directory);
  }

  /**
   * Looks whether all files are there and fit together; does not read all of the weights.
   *
   * @throws CheckpointException names the file or tensor that does not
   */
  public void check() throws IOException {
    TokenizerIds.check(tokenizerFile(), config.vocabulary());
    try (TensorFile weights = openWeights()) {
      weights.check(ClipTensors.all(config));
    }
  }

  /** What cosines are multiplied by before a softmax: the exponential of what is stored. */
  public double logitScale() throws IOException {
    try (TensorFile weights = openWeights()) {
      return Math.exp(weights.get(ClipTensors.LOGIT_SCALE).get(0));
    }
  }

  /** Reads all weights once, and remembers their hash as long as the files do not change. */
  public ModelIdentity identity() throws IOException {
    return new ModelIdentity(
        name,
        inStore ? Optional.empty() : Optional.of(directory),
        WeightFiles.in(directory).sha256(),
        config.dimension(),
        preprocessing.describe());
  }
}
