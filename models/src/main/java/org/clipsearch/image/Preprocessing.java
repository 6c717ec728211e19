package org.clipsearch.image;

import java.util.List;
import java.util.Locale;

/**
 * How a checkpoint wants its pixels: shorter side to {@code resize} by antialiased bicubic
 * resampling, then the square in the middle.
 *
 * @param resize length of the shorter side, in pixels
 * @param crop side S of the square, in pixels, at most {@code resize}
 * @param mean by channel, of values from 0 to 1
 * @param std by channel, of values from 0 to 1, above 0
 */
public record Preprocessing(int resize, int crop, List<Double> mean, List<Double> std) {
  /** Of OpenAI's training data; what {@code preprocessor_config.json} means when it is silent. */
  public static final List<Double> OPENAI_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);

  /** Goes with {@link #OPENAI_MEAN}. */
  public static final List<Double> OPENAI_STD = List.of(0.26862954, 0.26130258, 0.27577711);

  public Preprocessing {
    if (crop < 1 || resize < crop) {
      throw new IllegalArgumentException("cannot crop " + crop + " pixels out of " + resize);
    }
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != 3 || std.size() != 3) {
      throw new IllegalArgumentException(
          "mean and std need three channels each, got: " + mean + " and " + std);
    }
    for (double s : std) {
      if (!(s > 0)) {
        throw new IllegalArgumentException("std must be above 0, got: " + std);
      }
    }
  }

  /** One line that differs where vectors would differ; recorded in an index. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "shortest edge %d bicubic, center crop %d, mean %s, std %s",
        resize,
        crop,
        mean,
        std);
  }
}
