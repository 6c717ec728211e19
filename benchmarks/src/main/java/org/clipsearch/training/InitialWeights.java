package org.clipsearch.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.TensorSpec;

/**
 * What training starts from: normal distributions whose spreads are those of openai/CLIP ({@code
 * model.py}, {@code initialize_parameters}), biases of 0, gains of 1, a scale of 1 / 0.07.
 */
final class InitialWeights {
  private static final float LOGIT_SCALE = (float) Math.log(1 / 0.07);

  private final ClipConfig config;
  private final SplittableRandom random;

  InitialWeights(ClipConfig config, long seed) {
    this.config = config;
    this.random = new SplittableRandom(seed);
  }

  /** A tensor's numbers; each call draws further ones. */
  float[] of(TensorSpec spec) {
    float[] values = new float[Math.toIntExact(spec.size())];
    if (spec.shape().isEmpty()) {
      Arrays.fill(values, LOGIT_SCALE);
    } else if (spec.shape().size() == 1 && !spec.name().endsWith("class_embedding")) {
      Arrays.fill(values, spec.name().endsWith(".weight") ? 1 : 0);
    } else {
      double spread = spread(spec);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * spread);
      }
    }
    return values;
  }

  private double spread(TensorSpec spec) {
    String name = spec.name();
    boolean vision = name.startsWith("vi");
    EncoderConfig encoder = vision ? config.vision() : config.text();
    double width = Math.pow(encoder.width(), -0.5);
    double deep = Math.pow(2 * encoder.layers(), -0.5);
    if (name.endsWith("token_embedding.weight")) {
      return 0.02;
    }
    if (name.endsWith("patch_embedding.weight")) {
      return Math.pow(3.0 * config.patchSize() * config.patchSize(), -0.5);
    }
    if (name.endsWith("position_embedding.weight")) {
      return vision ? width : 0.01;
    }
    if (name.endsWith("out_proj.weight") || name.endsWith("fc2.weight")) {
      return width * deep;
    }
    return name.endsWith("fc1.weight") ? width * Math.pow(2, -0.5) : width;
  }
}
