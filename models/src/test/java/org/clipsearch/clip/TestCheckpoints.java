package org.clipsearch.clip;

import java.io.IOException;
import java.nio.file.Path;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;

/** Small checkpoints with random weights. */
final class TestCheckpoints {
  private TestCheckpoints() {}

  /** Two unlike towers: 48 pixels in patches of 16, 3 and 2 layers, 24 dimensions. */
  static ClipConfig config(Activation activation) {
    return new ClipConfig(
        24,
        new EncoderConfig(64, 128, 3, 4, activation, 1e-5),
        48,
        16,
        new EncoderConfig(32, 96, 2, 2, activation, 1e-5),
        600,
        77);
  }

  static Checkpoint write(Path directory, Activation activation, StorageType type)
      throws IOException {
    RandomCheckpoint.write(directory, config(activation), type, 42);
    return Checkpoint.open(directory);
  }
}
