package org.clipsearch.report;

/** Libraries that are only measured against: a clone has them, and a release has not. */
public enum PeerLibrary {
  ONNX_RUNTIME("ai.onnxruntime.OrtEnvironment"),
  JVECTOR("io.github.jbellis.jvector.graph.GraphIndexBuilder");

  private final String type; // that it declares

  PeerLibrary(String type) {
    this.type = type;
  }

  public boolean isHere() {
    try {
      Class.forName(type, false, PeerLibrary.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
