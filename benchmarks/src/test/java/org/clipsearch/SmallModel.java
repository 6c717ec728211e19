package org.clipsearch;

import java.io.IOException;
import java.nio.file.Path;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;

/** A model of two layers with random weights. */
public final class SmallModel {
  private SmallModel() {}

  public static Path write(Path directory) throws IOException {
    EncoderConfig vision = new EncoderConfig(32, 64, 2, 2, Activation.QUICK_GELU, 1e-5);
    EncoderConfig text = new EncoderConfig(16, 32, 2, 2, Activation.QUICK_GELU, 1e-5);
    ClipConfig config = new ClipConfig(8, vision, 32, 16, text, 600, 77);
    RandomCheckpoint.write(directory, config, StorageType.F32, 1);
    return directory;
  }
}
