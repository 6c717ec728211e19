package org.clipsearch.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes a checkpoint with random weights: it computes as a real one of its shape does, and knows
 * nothing about pictures. The same seed gives the same files.
 */
public final class RandomCheckpoint {
  /** OpenAI's, as published: the logarithm of 100. */
  private static final float LOGIT_SCALE = 4.6052f;

  private RandomCheckpoint() {}

  /**
   * Writes the four files.
   *
   * @param directory made where it does not exist; files of the same names are replaced
   * @param type F32, F16 or BF16
   */
  public static void write(Path directory, ClipConfig config, StorageType type, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    CheckpointWriter.write(
        directory,
        config,
        List.of(),
        new CheckpointWriter.Weights(type, spec -> values(spec, random)));
  }

  /** Scaled so that signals neither die nor explode, and so that no term can go missing unseen. */
  private static float[] values(TensorSpec spec, SplittableRandom random) {
    float[] values = new float[Math.toIntExact(spec.size())];
    List<Integer> shape = spec.shape();
    if (shape.isEmpty()) {
      return new float[] {LOGIT_SCALE};
    }
    boolean layerNormWeight = shape.size() == 1 && spec.name().endsWith("weight");
    double fanIn = spec.size() / (double) shape.getFirst();
    boolean table = spec.name().contains("embedding");
    double spread = layerNormWeight || table || shape.size() == 1 ? 0.2 : 1 / Math.sqrt(fanIn);
    for (int i = 0; i < values.length; i++) {
      // Uniform with the variance of a normal distribution, and several times as fast.
      double noise = (random.nextDouble() - 0.5) * Math.sqrt(12) * spread;
      values[i] = (float) (layerNormWeight ? 1 + noise : noise);
    }
    return values;
  }
}
