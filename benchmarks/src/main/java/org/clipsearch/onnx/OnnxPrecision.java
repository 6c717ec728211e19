package org.clipsearch.onnx;

/** What ONNX Runtime multiplies. */
public enum OnnxPrecision {
  FLOAT32,

  /**
   * "Dynamic" quantisation, as {@code onnxruntime.quantization.quantize_dynamic} does it: weights
   * are stored as int8, what they are multiplied with is rounded to 8 bits anew in each run. All
   * else stays float32.
   */
  INT8
}
