package org.clipsearch.onnx;

import static org.clipsearch.onnx.OnnxProto.attribute;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.clipsearch.onnx.OnnxProto.DataType;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.ClipTensors;

/** The text tower as an ONNX model: the same layers as {@link ImageGraph}'s, but causal. */
final class TextGraph {
  private TextGraph() {}

  /**
   * Writes it: from the tokens' ids {@code [B, T]} and the places of the end tokens {@code [B, 1]},
   * both int64, to {@code [B, E]} float32 of unit length, for any B and T.
   *
   * @throws org.clipsearch.weights.CheckpointException where weights are missing, do not fit, or
   *     are too many for one file
   */
  static void write(Checkpoint checkpoint, OnnxPrecision precision, Path file) throws IOException {
    ClipConfig config = checkpoint.config();
    try (Weights weights = Weights.open(checkpoint, ClipTensors.text(config));
        OnnxFile graph = new OnnxFile(file)) {
      Layers layers = new Layers(new Layers.Parts(graph, weights, precision), config.text());
      String ids = graph.input("ids", DataType.INT64, List.of("B", "T"));
      String ends = graph.input("ends", DataType.INT64, List.of("B", "1"));
      String table = layers.tensor("text_model.embeddings.token_embedding.weight");
      String x = graph.node("Gather", List.of(table, ids)); // [B, T, D]
      String positions = layers.tensor("text_model.embeddings.position_embedding.weight");
      String length = graph.node("Shape", List.of(ids), attribute("start", 1)); // [1], of T
      positions = graph.node("Slice", List.of(positions, graph.integers(0), length));
      x = graph.node("Add", List.of(x, positions));
      x = layers.blocks(x, "text_model", true);
      x = graph.node("GatherND", List.of(x, ends), attribute("batch_dims", 1)); // [B, D]
      x = layers.layerNorm(x, "text_model.final_layer_norm");
      x = layers.embedding(x, "text_projection");
      graph.output(x, List.of("B", String.valueOf(config.dimension())));
    }
  }
}
