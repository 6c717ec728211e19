package org.clipsearch.onnx;

import java.util.Locale;

/** What ONNX Runtime multiplies. */
public enum OnnxPrecision {
  FLOAT32,

  /**
   * "Dynamic" quantisation, as {@code onnxruntime.quantization.quantize_dynamic} does it: weights
   * are stored as int8, what they are multiplied with is rounded to 8 bits anew in each run. All
   * else stays float32.
   */
  INT8;

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static OnnxPrecision of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
