package org.clipsearch.embedding;

import java.util.Arrays;
import java.util.List;

/** A vector of unit length: its dot product with another is their cosine. Immutable. */
public final class Embedding {
  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /**
   * Scales a vector to unit length.
   *
   * @param vector copied
   * @throws IllegalArgumentException where it has no direction: empty, zero, or not finite
   */
  public static Embedding of(float... vector) {
    double squares = 0;
    for (float v : vector) {
      squares += (double) v * v;
    }
    double length = Math.sqrt(squares);
    if (!(length > 0) || !Double.isFinite(length)) {
      throw new IllegalArgumentException("a vector of length " + length + " has no direction");
    }
    float[] values = new float[vector.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (vector[i] / length);
    }
    return new Embedding(values);
  }

  /**
   * The direction between several: the mean of unit vectors, scaled to unit length again.
   *
   * @param embeddings at least one, of one dimension
   */
  public static Embedding mean(List<Embedding> embeddings) {
    float[] sum = new float[embeddings.getFirst().dimension()];
    for (Embedding embedding : embeddings) {
      embedding.checkDimension(sum.length);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += embedding.values[i];
      }
    }
    return of(sum);
  }

  public int dimension() {
    return values.length;
  }

  /** A copy of the components. */
  public float[] toArray() {
    return values.clone();
  }

  /** From -1 to 1, but for rounding. */
  public double cosine(Embedding other) {
    other.checkDimension(values.length);
    double dot = 0;
    for (int i = 0; i < values.length; i++) {
      dot += (double) values[i] * other.values[i];
    }
    return dot;
  }

  private void checkDimension(int expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "embeddings of %d and %d dimensions do not compare".formatted(expected, values.length));
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Embedding other && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding[" + values.length + "]";
  }
}
