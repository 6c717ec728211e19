package org.clipsearch.onnx;

import static org.clipsearch.onnx.OnnxProto.attribute;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.clipsearch.onnx.OnnxProto.DataType;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.ClipTensors;

/**
 * The image tower as an ONNX model for ONNX Runtime, in the operators that its own fusions end at.
 * Other ways to write it were as fast, within what two runs differ by: attention by products and
 * Softmax, by ONNX Runtime's own operators, one product for queries, keys and values, two
 * dimensions throughout.
 *
 * <p>S side of the input in pixels, p of a patch, g patches in a row, T = g * g + 1 tokens, D
 * width, E dimension of the embedding.
 */
public final class ImageGraph {
  private static final String EMBEDDINGS = "vision_model.embeddings.";

  private final OnnxFile graph;
  private final Weights weights;
  private final ClipConfig config;
  private final Layers layers;

  private ImageGraph(Layers.Parts parts, ClipConfig config) {
    this.graph = parts.graph();
    this.weights = parts.weights();
    this.config = config;
    this.layers = new Layers(parts, config.vision());
  }

  /**
   * Writes it: from {@code [B, 3, S, S]} float32, RGB, scaled and normalised, to {@code [B, E]}
   * float32 of unit length, for any B.
   *
   * @throws org.clipsearch.weights.CheckpointException where weights are missing, do not fit, or
   *     are too many for one file
   */
  public static void write(Checkpoint checkpoint, OnnxPrecision precision, Path file)
      throws IOException {
    ClipConfig config = checkpoint.config();
    try (Weights weights = Weights.open(checkpoint, ClipTensors.vision(config));
        OnnxFile graph = new OnnxFile(file)) {
      new ImageGraph(new Layers.Parts(graph, weights, precision), config).write();
    }
  }

  private void write() throws IOException {
    String side = String.valueOf(config.imageSize());
    String x = graph.input("pixels", DataType.FLOAT, List.of("B", "3", side, side));
    x = layers.layerNorm(tokens(x), "vision_model.pre_layrnorm");
    x = layers.blocks(x, "vision_model", false);
    x = graph.node("Gather", List.of(x, graph.integers(0)), attribute("axis", 1)); // [B, 1, D]
    x = graph.node("Squeeze", List.of(x, graph.integers(1))); // the class token
    x = layers.layerNorm(x, "vision_model.post_layernorm");
    x = layers.embedding(x, "visual_projection");
    graph.output(x, List.of("B", String.valueOf(config.dimension())));
  }

  /** {@code [B, 3, S, S]} to {@code [B, T, D]}. As a product it is as fast as a convolution. */
  private String tokens(String pixels) throws IOException {
    int patch = config.patchSize();
    int grid = config.imageSize() / patch;
    String x = cropped(pixels, grid * patch);
    x = graph.node("Reshape", List.of(x, graph.integers(-1, 3, grid, patch, grid, patch)));
    x = graph.node("Transpose", List.of(x), attribute("perm", List.of(0, 2, 4, 1, 3, 5)));
    x = graph.node("Reshape", List.of(x, graph.integers(-1, grid * grid, 3 * patch * patch)));
    x = layers.linear(x, EMBEDDINGS + "patch_embedding"); // [B, T - 1, D]
    x = graph.node("Pad", List.of(x, graph.integers(0, 1, 0, 0, 0, 0))); // [B, T, D]
    return graph.node("Add", List.of(x, positions()));
  }

  /** Leaves out what no whole patch has place in, as a convolution does. */
  private String cropped(String pixels, int side) throws IOException {
    return side == config.imageSize()
        ? pixels
        : graph.node(
            "Slice",
            List.of(
                pixels, graph.integers(0, 0), graph.integers(side, side), graph.integers(2, 3)));
  }

  /** {@code [T, D]}, to the first of which the class token is added once for all. */
  private String positions() throws IOException {
    String name = EMBEDDINGS + "position_embedding.weight";
    float[] positions = weights.values(name);
    float[] token = weights.values(EMBEDDINGS + "class_embedding");
    for (int i = 0; i < token.length; i++) {
      positions[i] += token[i];
    }
    return graph.tensor(name, weights.shape(name), positions);
  }
}
