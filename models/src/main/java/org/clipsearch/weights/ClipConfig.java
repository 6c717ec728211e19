package org.clipsearch.weights;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The shape of a ViT-based CLIP.
 *
 * @param dimension of the space that both towers project into
 * @param imageSize S, the side of the input, in pixels
 * @param patchSize side of a patch, in pixels
 * @param vocabulary how many token ids there are
 * @param positions the most tokens of a text
 */
public record ClipConfig(
    int dimension,
    EncoderConfig vision,
    int imageSize,
    int patchSize,
    EncoderConfig text,
    int vocabulary,
    int positions) {

  /** OpenAI's ViT-B/32; what a field of {@code config.json} means when it is absent. */
  public static final ClipConfig VIT_B_32 =
      new ClipConfig(
          512,
          new EncoderConfig(768, 3072, 12, 12, Activation.QUICK_GELU, 1e-5),
          224,
          32,
          new EncoderConfig(512, 2048, 12, 8, Activation.QUICK_GELU, 1e-5),
          49408,
          77);

  /**
   * Reads a {@code config.json} as {@code CLIPConfig} of Hugging Face's transformers does: old
   * files' {@code text_config_dict} and {@code vision_config_dict} win over the plain objects.
   */
  static ClipConfig read(Path file) throws IOException {
    JsonFields root = JsonFields.read(file);
    if (!root.text("model_type", "clip").equals("clip")) {
      throw root.wrong("model_type", "clip");
    }
    JsonFields vision =
        root.object("vision_config").overriddenBy(root.object("vision_config_dict"));
    JsonFields text = root.object("text_config").overriddenBy(root.object("text_config_dict"));
    if (vision.positive("num_channels", 3) != 3) {
      throw vision.wrong("num_channels", "3");
    }
    int imageSize = vision.positive("image_size", VIT_B_32.imageSize);
    int patchSize = vision.positive("patch_size", VIT_B_32.patchSize);
    if (patchSize > imageSize) {
      throw vision.wrong("patch_size", "at most image_size " + imageSize);
    }
    int positions = text.positive("max_position_embeddings", VIT_B_32.positions);
    if (positions < 2) {
      throw text.wrong("max_position_embeddings", "at least 2");
    }
    return new ClipConfig(
        root.positive("projection_dim", VIT_B_32.dimension),
        EncoderConfig.read(vision, VIT_B_32.vision),
        imageSize,
        patchSize,
        EncoderConfig.read(text, VIT_B_32.text),
        text.positive("vocab_size", VIT_B_32.vocabulary),
        positions);
  }
}
