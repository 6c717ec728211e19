package org.clipsearch.clip;

import java.util.Locale;

/** What numbers the towers compute with; embeddings come out as float32 from each. */
public enum Precision {
  FLOAT32(6),
  BFLOAT16(15),
  FLOAT16(5),

  /** Images' products of 8 bits, each with a scale of its own; the rest, and texts, in float32. */
  INT8(6);

  /** Of what is not a product; of libtorch's {@code c10/core/ScalarType.h}. */
  private final int scalarType;

  Precision(int scalarType) {
    this.scalarType = scalarType;
  }

  int scalarType() {
    return scalarType;
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
