package org.clipsearch.speed;

import java.util.List;

/**
 * One way to embed, which is measured in processes of its own.
 *
 * @param engine {@link #CLIPSEARCH} or {@link #ONNX_RUNTIME}
 * @param device {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param precision as the engine calls it, and not {@code auto}
 * @param threads that compute; 0 for as many as there are cores
 */
public record Way(String engine, String device, String precision, int threads) {
  public static final String CLIPSEARCH = "clipsearch";
  public static final String ONNX_RUNTIME = "onnxruntime";

  /** As the options of a command. */
  public List<String> options() {
    return List.of(
        "--engine",
        engine,
        "--device",
        device,
        "--precision",
        precision,
        "--threads",
        String.valueOf(threads));
  }

  boolean isOnGpu() {
    return device.startsWith("gpu");
  }

  /** Which card; GPUs are counted from 0. */
  int card() {
    return device.contains(":") ? Integer.parseInt(device.substring(device.indexOf(':') + 1)) : 0;
  }

  /** Such as {@code clipsearch cpu float32, all cores}: the same on machines of any size. */
  @Override
  public String toString() {
    String where = "%s %s %s".formatted(engine, device, precision);
    if (isOnGpu()) {
      return where;
    }
    return switch (threads) {
      case 0 -> where + ", all cores";
      case 1 -> where + ", 1 thread";
      default -> "%s, %d threads".formatted(where, threads);
    };
  }
}
