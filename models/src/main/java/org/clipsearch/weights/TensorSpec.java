package org.clipsearch.weights;

import java.util.List;

/**
 * A tensor's name and shape.
 *
 * @param shape empty for a single number
 */
public record TensorSpec(String name, List<Integer> shape) {
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  static TensorSpec of(String name, Integer... shape) {
    return new TensorSpec(name, List.of(shape));
  }

  /** How many numbers it holds. */
  public long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
