package org.clipsearch.weights;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Files.createDirectories(directory);
    Gson gson = new Gson();
    Files.writeString(directory.resolve("config.json"), gson.toJson(configJson(config)));
    Files.writeString(
        directory.resolve("preprocessor_config.json"),
        gson.toJson(
            Map.of(
                "size", Map.of("shortest_edge", config.imageSize()),
                "crop_size", config.imageSize())));
    ByteTokenizer.write(directory.resolve("tokenizer.json"), config.vocabulary());
    SplittableRandom random = new SplittableRandom(seed);
    SafetensorsWriter.write(
        directory.resolve("model.safetensors"),
        type,
        ClipTensors.all(config),
        spec -> values(spec, random));
  }

  private static Map<String, Object> configJson(ClipConfig config) {
    Map<String, Object> text = encoderJson(config.text());
    text.put("vocab_size", config.vocabulary());
    text.put("max_position_embeddings", config.positions());
    Map<String, Object> vision = encoderJson(config.vision());
    vision.put("image_size", config.imageSize());
    vision.put("patch_size", config.patchSize());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("model_type", "clip");
    root.put("projection_dim", config.dimension());
    root.put("text_config", text);
    root.put("vision_config", vision);
    return root;
  }

  private static Map<String, Object> encoderJson(EncoderConfig encoder) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("hidden_size", encoder.width());
    json.put("intermediate_size", encoder.mlpWidth());
    json.put("num_hidden_layers", encoder.layers());
    json.put("num_attention_heads", encoder.heads());
    json.put("hidden_act", encoder.activation() == Activation.GELU ? "gelu" : "quick_gelu");
    json.put("layer_norm_eps", encoder.layerNormEps());
    return json;
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
