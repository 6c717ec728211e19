package org.clipsearch.onnx;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.CheckpointException;
import org.clipsearch.weights.StoredTensor;
import org.clipsearch.weights.TensorSource;
import org.clipsearch.weights.TensorSpec;

/** A tower's tensors by name, as float32. */
final class Weights implements AutoCloseable {
  /** Protobuf's readers take no longer message. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private final TensorSource source;
  private final Map<String, TensorSpec> specs;

  private Weights(TensorSource source, Map<String, TensorSpec> specs) {
    this.source = source;
    this.specs = specs;
  }

  /**
   * Opens them.
   *
   * @throws CheckpointException where they are missing, or too many for one ONNX file
   */
  static Weights open(Checkpoint checkpoint, List<TensorSpec> specs) throws IOException {
    long bytes = Float.BYTES * specs.stream().mapToLong(TensorSpec::size).sum();
    if (bytes >= MAX_BYTES) {
      throw new CheckpointException(
          "%s: %,d bytes of float32, more than the 2 GB that an ONNX file may hold"
              .formatted(checkpoint.directory(), bytes));
    }
    return new Weights(
        checkpoint.openWeights(),
        specs.stream().collect(Collectors.toMap(TensorSpec::name, Function.identity())));
  }

  boolean has(String name) {
    return specs.containsKey(name);
  }

  List<Integer> shape(String name) {
    return specs.get(name).shape();
  }

  /** In row-major order. */
  float[] values(String name) throws IOException {
    StoredTensor tensor = source.get(specs.get(name));
    float[] values = new float[Math.toIntExact(tensor.spec().size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.get(i);
    }
    return values;
  }

  @Override
  public void close() {
    source.close();
  }
}
