package org.clipsearch.weights;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes a checkpoint in Hugging Face layout, with OpenAI's rule for pixels. */
public final class CheckpointWriter {
  private CheckpointWriter() {}

  /**
   * A model's numbers.
   *
   * @param type F32, F16 or BF16
   * @param values of a tensor, in row-major order
   */
  public record Weights(StorageType type, Function<TensorSpec, float[]> values) {}

  /**
   * Writes the four files.
   *
   * @param directory made where it does not exist; files of the same names are replaced
   * @param merges of the tokenizer
   */
  public static void write(
      Path directory, ClipConfig config, List<BytePairs.Merge> merges, Weights weights)
      throws IOException {
    Files.createDirectories(directory);
    Gson gson = new GsonBuilder().setPrettyPrinting().create();
    Files.writeString(directory.resolve("config.json"), gson.toJson(configJson(config)));
    Files.writeString(
        directory.resolve("preprocessor_config.json"), gson.toJson(preprocessorJson(config)));
    TokenizerWriter.write(directory.resolve("tokenizer.json"), config.vocabulary(), merges);
    SafetensorsWriter.write(
        directory.resolve(Checkpoint.WEIGHTS),
        weights.type(),
        ClipTensors.all(config),
        weights.values());
  }

  private static Map<String, Object> preprocessorJson(ClipConfig config) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("size", Map.of("shortest_edge", config.imageSize()));
    json.put("crop_size", config.imageSize());
    return json;
  }

  private static Map<String, Object> configJson(ClipConfig config) {
    Map<String, Object> text = encoderJson(config.text());
    text.put("vocab_size", config.vocabulary());
    text.put("max_position_embeddings", config.positions());
    text.put("bos_token_id", config.vocabulary() - 2); // as TokenizerWriter numbers them
    text.put("eos_token_id", config.vocabulary() - 1);
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
}
