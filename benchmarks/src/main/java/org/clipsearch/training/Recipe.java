package org.clipsearch.training;

import org.clipsearch.weights.Activation;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;

/**
 * All that is chosen for a training.
 *
 * @param vision the image tower
 * @param imageSize S, in pixels
 * @param patchSize in pixels
 * @param text the text tower
 * @param dimension of the embeddings
 * @param batch pictures a step; an even number, as they come in pairs
 * @param captions of each picture, English and Chinese by turns
 * @param steps in all
 * @param warmup steps in which the learning rate rises from zero to its peak; then it falls along
 *     half a cosine (I. Loshchilov and F. Hutter, "SGDR", 2017, without restarts)
 * @param peak the highest learning rate
 */
public record Recipe(
    EncoderConfig vision,
    int imageSize,
    int patchSize,
    EncoderConfig text,
    int dimension,
    int batch,
    int captions,
    int steps,
    int warmup,
    double peak) {

  /** Positions of the text tower: twice as many tokens as the longest caption has. */
  private static final int POSITIONS = 77;

  /** Of the bundled model. */
  public static final Recipe BUNDLED =
      new Recipe(
          new EncoderConfig(192, 768, 6, 4, Activation.GELU, 1e-5),
          128,
          16,
          new EncoderConfig(128, 512, 3, 4, Activation.GELU, 1e-5),
          128,
          128,
          4,
          7500,
          300,
          1e-3);

  /** The shape of the model, whose vocabulary the captions decide. */
  ClipConfig config(int vocabulary) {
    return new ClipConfig(dimension, vision, imageSize, patchSize, text, vocabulary, POSITIONS);
  }

  /**
   * The learning rate of a step.
   *
   * @param step from 1
   */
  double rate(int step) {
    if (step <= warmup) {
      return peak * step / warmup;
    }
    double done = (step - warmup) / (steps - warmup + 1.0); // the last step is one, too
    return peak * (1 + Math.cos(Math.PI * done)) / 2;
  }

  /** The same, but shorter or longer. */
  public Recipe withSteps(int wanted) {
    return new Recipe(
        vision,
        imageSize,
        patchSize,
        text,
        dimension,
        batch,
        captions,
        wanted,
        Math.min(warmup, wanted / 4),
        peak);
  }
}
