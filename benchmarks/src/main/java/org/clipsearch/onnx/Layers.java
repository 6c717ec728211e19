package org.clipsearch.onnx;

import static org.clipsearch.onnx.OnnxProto.attribute;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.EncoderConfig;

/**
 * The layers of a CLIP's tower, as nodes of an ONNX graph. T tokens, D width, E dimension of the
 * embedding.
 */
final class Layers {
  private final OnnxFile graph;
  private final Weights weights;
  private final EncoderConfig encoder;
  private final OnnxPrecision precision;

  /** What the layers are made of. */
  record Parts(OnnxFile graph, Weights weights, OnnxPrecision precision) {}

  Layers(Parts parts, EncoderConfig encoder) {
    this.graph = parts.graph();
    this.weights = parts.weights();
    this.precision = parts.precision();
    this.encoder = encoder;
  }

  /** A tensor as it is stored. */
  String tensor(String name) throws IOException {
    return graph.tensor(name, weights.shape(name), weights.values(name));
  }

  /** Adds the blocks between the first and the last LayerNorm: {@code [B, T, D]} to the same. */
  String blocks(String input, String tower, boolean causal) throws IOException {
    String x = input;
    for (int i = 0; i < encoder.layers(); i++) {
      String layer = tower + ".encoder.layers." + i;
      String y = layerNorm(x, layer + ".layer_norm1");
      x = add(x, attention(y, layer + ".self_attn", causal));
      y = layerNorm(x, layer + ".layer_norm2");
      x = add(x, linear(activation(linear(y, layer + ".mlp.fc1")), layer + ".mlp.fc2"));
    }
    return x;
  }

  private String add(String a, String b) throws IOException {
    return graph.node("Add", List.of(a, b));
  }

  String layerNorm(String x, String name) throws IOException {
    return graph.node(
        "LayerNormalization",
        List.of(x, tensor(name + ".weight"), tensor(name + ".bias")),
        attribute("axis", -1),
        attribute("epsilon", (float) encoder.layerNormEps()));
  }

  private String attention(String x, String name, boolean causal) throws IOException {
    List<String> qkv = new ArrayList<>(); // each [B, T, D]
    for (String projection : List.of("q", "k", "v")) {
      qkv.add(linear(x, "%s.%s_proj".formatted(name, projection)));
    }
    String attended =
        graph.node(
            "Attention",
            qkv,
            attribute("q_num_heads", encoder.heads()),
            attribute("kv_num_heads", encoder.heads()),
            attribute("is_causal", causal ? 1 : 0));
    return linear(attended, name + ".out_proj");
  }

  private String activation(String x) throws IOException {
    if (encoder.activation() == Activation.GELU) {
      return graph.node("Gelu", List.of(x));
    }
    return graph.node("com.microsoft.QuickGelu", List.of(x), attribute("alpha", 1.702f));
  }

  /**
   * Multiplies by a matrix that is stored {@code [out, in]}, and adds a bias where there is one.
   */
  String linear(String x, String name) throws IOException {
    String stored = name + ".weight";
    Matrix matrix = Matrix.transposed(weights.values(stored), weights.shape(stored).getFirst());
    List<Integer> shape = List.of(matrix.rows(), matrix.columns());
    String bias = weights.has(name + ".bias") ? tensor(name + ".bias") : "";
    if (precision == OnnxPrecision.INT8) {
      return quantised(x, name, matrix, bias);
    }
    String product = graph.node("MatMul", List.of(x, graph.tensor(stored, shape, matrix.values())));
    return bias.isEmpty() ? product : add(product, bias);
  }

  /**
   * What ONNX Runtime makes of {@code DynamicQuantizeLinear}, {@code MatMulInteger}, {@code Cast},
   * {@code Mul} and {@code Add}: one node. Signed weights with one scale a column: with unsigned
   * ones it took twice as long on AVX-512 VNNI, with one scale for all as long.
   */
  private String quantised(String x, String name, Matrix matrix, String bias) throws IOException {
    Matrix.Quantised q = matrix.quantised();
    List<Integer> shape = List.of(matrix.rows(), matrix.columns());
    return graph.node(
        "com.microsoft.DynamicQuantizeMatMul",
        List.of(
            x,
            graph.tensor(name + ".int8", shape, q.values()),
            graph.tensor(name + ".scale", List.of(matrix.columns()), q.scales()),
            "", // zero stands for zero
            bias));
  }

  /** Projects {@code [B, D]} and scales to unit length: {@code [B, E]}. */
  String embedding(String x, String projection) throws IOException {
    String projected = linear(x, projection);
    String length = graph.node("ReduceL2", List.of(projected, graph.integers(-1)));
    return graph.node("Div", List.of(projected, length));
  }
}
