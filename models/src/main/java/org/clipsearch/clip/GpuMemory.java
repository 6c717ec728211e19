package org.clipsearch.clip;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;

/** How many images fit on a GPU at once. Written by the documentation: no card was at hand. */
final class GpuMemory {
  /** More at once gain nothing more: a card is busy with fewer. */
  private static final int MOST = 256;

  private GpuMemory() {}

  /** A power of two from 1 to {@link #MOST}, by what is free on the device now. */
  static int batch(Device device, ClipConfig config, int passes) {
    MemoryUsage memory = CudaUtils.getGpuMemory(device);
    return batch((memory.getMax() - memory.getUsed()) / passes, config);
  }

  /** What takes at most half of so many bytes: libtorch keeps blocks of other sizes as well. */
  static int batch(long free, ClipConfig config) {
    long fitting = Math.clamp(free / 2 / imageBytes(config), 1, MOST);
    return (int) Long.highestOneBit(fitting);
  }

  /**
   * Pixels as float32 before and after normalising, and the widest moment of a layer in float32.
   */
  private static long imageBytes(ClipConfig config) {
    EncoderConfig vision = config.vision();
    long side = config.imageSize();
    long patches = side / config.patchSize();
    long tokens = patches * patches + 1;
    long pixels = 2 * 3 * side * side;
    long scores = 2L * vision.heads() * tokens * tokens;
    long rows = tokens * (6L * vision.width() + 2L * vision.mlpWidth());
    return Float.BYTES * (pixels + scores + rows);
  }

  /** Does a pass over all, or where the device's memory is too small for it, over each half. */
  static <T, R> List<R> halving(List<T> images, Function<List<T>, List<R>> pass) {
    try {
      return pass.apply(images);
    } catch (EngineException e) {
      if (images.size() == 1 || !String.valueOf(e.getMessage()).contains("out of memory")) {
        throw e;
      }
    }
    int half = images.size() / 2;
    List<R> all = new ArrayList<>(halving(images.subList(0, half), pass));
    all.addAll(halving(images.subList(half, images.size()), pass));
    return all;
  }
}
