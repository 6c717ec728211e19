package org.clipsearch.onnx;

/** The library, which a clone has and a release has not. */
public final class OnnxRuntime {
  private OnnxRuntime() {}

  public static boolean isHere() {
    try {
      Class.forName("ai.onnxruntime.OrtEnvironment", false, OnnxRuntime.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
