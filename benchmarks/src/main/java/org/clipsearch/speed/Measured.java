package org.clipsearch.speed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.DeviceException;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.clip.TextTower;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.embedding.TextEmbedder;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.onnx.OnnxImageTower;
import org.clipsearch.onnx.OnnxPrecision;
import org.clipsearch.onnx.OnnxTextTower;
import org.clipsearch.platform.NativeLibraries;
import org.clipsearch.platform.NvidiaDriver;
import org.clipsearch.weights.Checkpoint;

/**
 * What one process found of one way.
 *
 * @param gpuBytes in use on the card with the towers loaded, whoever uses them; 0 without a GPU
 */
public record Measured(List<Rate> rates, long gpuBytes) {

  /**
   * What is measured.
   *
   * @param batches how many are embedded at a time
   */
  public record Task(Checkpoint checkpoint, List<Integer> batches, RateMeter meter) {
    private List<Rate> rates(ImageEmbedder images, TextEmbedder texts) {
      List<Rate> rates = new ArrayList<>(images(images));
      rates.addAll(texts(texts));
      return rates;
    }

    private List<Rate> images(ImageEmbedder embedder) {
      List<PreparedImage> images = Workload.images(most(), checkpoint.config().imageSize());
      return rates(Rate.IMAGES, n -> () -> embedder.embed(images.subList(0, n)));
    }

    private List<Rate> texts(TextEmbedder embedder) {
      List<String> texts = Workload.texts(most() + Workload.LENGTHS);
      return rates(
          Rate.TEXTS,
          n -> {
            AtomicInteger passes = new AtomicInteger(); // each begins with another length
            return () -> {
              int first = passes.getAndIncrement() % Workload.LENGTHS;
              embedder.embed(texts.subList(first, first + n));
            };
          });
    }

    private int most() {
      return batches.stream().max(Integer::compare).orElseThrow();
    }

    private List<Rate> rates(String kind, IntFunction<Runnable> pass) {
      return batches.stream().map(n -> rate(kind, n, meter.measure(pass.apply(n)))).toList();
    }

    private static Rate rate(String kind, int batch, RateMeter.Passes passes) {
      return new Rate(
          kind, batch, batch * passes.perSecond(), passes.p50Millis(), passes.p95Millis());
    }
  }

  /**
   * Loads the towers of a way and measures them. Before any engine has started.
   *
   * @throws DeviceException where there is no such device or precision
   */
  public static Measured of(Way way, Task task) throws DeviceException, IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = way.threads() == 0 ? cores : way.threads();
    return switch (way.engine()) {
      case Way.CLIPSEARCH -> {
        NativeLibraries.useThreads(threads);
        yield ofTowers(way, task);
      }
      case Way.ONNX_RUNTIME -> ofOnnxRuntime(way, task, threads);
      default -> throw new IllegalArgumentException("no such engine: " + way.engine());
    };
  }

  private static Measured ofOnnxRuntime(Way way, Task task, int threads) throws IOException {
    OnnxPrecision precision = OnnxPrecision.of(way.precision());
    try (OnnxImageTower images = OnnxImageTower.load(task.checkpoint(), precision, threads);
        OnnxTextTower texts = OnnxTextTower.load(task.checkpoint(), precision, threads)) {
      return new Measured(task.rates(images, texts), 0);
    }
  }

  private static Measured ofTowers(Way way, Task task) throws DeviceException, IOException {
    Compute compute = Compute.of(way.device(), way.precision());
    try (ImageTower images = ImageTower.load(task.checkpoint(), compute);
        TextTower texts = TextTower.load(task.checkpoint(), compute)) {
      List<Rate> rates = task.rates(images, texts); // before what is in use is asked for
      OptionalLong gpu = way.isOnGpu() ? NvidiaDriver.usedBytes(way.card()) : OptionalLong.empty();
      return new Measured(rates, gpu.orElse(0));
    }
  }
}
