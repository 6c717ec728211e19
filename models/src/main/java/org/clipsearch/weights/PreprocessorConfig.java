package org.clipsearch.weights;

import java.io.IOException;
import java.nio.file.Path;
import org.clipsearch.image.Preprocessing;

/**
 * Reads {@code preprocessor_config.json}, in the new spelling and in that of OpenAI's own files.
 */
final class PreprocessorConfig {
  private static final int PILLOW_BICUBIC = 3;

  private PreprocessorConfig() {}

  /**
   * Reads the rule for pixels.
   *
   * @param imageSize what the model's {@code config.json} says, which the crop must equal
   */
  static Preprocessing read(Path file, int imageSize) throws IOException {
    JsonFields fields = JsonFields.read(file);
    for (String step : new String[] {"do_resize", "do_center_crop", "do_normalize", "do_rescale"}) {
      if (!fields.flag(step, true)) {
        throw fields.wrong(step, "true: no other pixel rule is built in");
      }
    }
    if (fields.number("resample", PILLOW_BICUBIC) != PILLOW_BICUBIC) {
      throw fields.wrong("resample", "3 (bicubic)");
    }
    if (Math.abs(fields.number("rescale_factor", 1 / 255.0) * 255 - 1) > 1e-6) {
      throw fields.wrong("rescale_factor", "1/255");
    }
    int resize =
        fields.isObject("size")
            ? fields.object("size").positive("shortest_edge", 0) // 0 is refused: it must be there
            : fields.positive("size", imageSize);
    int crop = crop(fields, imageSize);
    if (crop != imageSize) {
      throw fields.wrong("crop_size", "the image_size " + imageSize + " of config.json");
    }
    if (resize < crop) {
      throw fields.wrong("size", "at least crop_size " + crop);
    }
    try {
      return new Preprocessing(
          resize,
          crop,
          fields.numbers("image_mean", Preprocessing.OPENAI_MEAN),
          fields.numbers("image_std", Preprocessing.OPENAI_STD));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file + ": " + e.getMessage());
    }
  }

  private static int crop(JsonFields fields, int imageSize) throws IOException {
    if (!fields.isObject("crop_size")) {
      return fields.positive("crop_size", imageSize);
    }
    JsonFields size = fields.object("crop_size");
    int height = size.positive("height", imageSize);
    if (size.positive("width", imageSize) != height) {
      throw fields.wrong("crop_size", "a square");
    }
    return height;
  }
}
