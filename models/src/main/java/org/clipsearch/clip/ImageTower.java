package org.clipsearch.clip;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.Decoding;
import org.clipsearch.image.ImageDecoder;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.Preprocessing;
import org.clipsearch.image.Preprocessor;
import org.clipsearch.image.RgbImage;
import org.clipsearch.platform.CLibrary;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.ClipTensors;

/** CLIP's image tower: a vision transformer. Thread-safe. */
public final class ImageTower implements ImageEmbedder, AutoCloseable {
  private final Preprocessor preprocessor;
  private final int side;
  private final int resize;
  private final Decoding decoding;
  private final int passes;
  private final int batch;
  private final Tower tower;

  private ImageTower(Checkpoint checkpoint, Compute compute, Decoding decoding, Tower tower) {
    this.preprocessor = new Preprocessor(checkpoint.preprocessing());
    this.resize = checkpoint.preprocessing().resize();
    this.decoding = decoding;
    this.side = checkpoint.config().imageSize();
    this.tower = tower;
    this.passes = compute.passes();
    this.batch = batch(checkpoint.config(), compute);
  }

  /**
   * Loads the image tower alone, with {@link Decoding#DEFAULT}.
   *
   * @throws org.clipsearch.weights.CheckpointException where files are missing or do not fit
   */
  public static ImageTower load(Checkpoint checkpoint, Compute compute) throws IOException {
    return load(checkpoint, compute, Decoding.DEFAULT);
  }

  /**
   * Loads the image tower alone.
   *
   * @throws org.clipsearch.weights.CheckpointException where files are missing or do not fit
   */
  public static ImageTower load(Checkpoint checkpoint, Compute compute, Decoding decoding)
      throws IOException {
    CLibrary.keepLargeBlocks();
    ClipConfig config = checkpoint.config();
    Tower tower =
        Tower.load(
            TowerProgram.image(config, compute),
            compute,
            checkpoint.openWeights(),
            new Tower.TowerWeights(
                ClipTensors.vision(config),
                manager -> channels(manager, checkpoint.preprocessing())));
    if (compute.packs()) { // not of texts: that takes longer than it is worth for a single search
      tower.release(ClipTensors.vision(config));
    }
    return new ImageTower(checkpoint, compute, decoding, tower);
  }

  /** What the program subtracts from pixels and divides them by, each {@code [1, 3, 1, 1]}. */
  static NDList channels(NDManager manager, Preprocessing preprocessing) {
    return new NDList(
        channels(manager, "mean", preprocessing.mean()),
        channels(manager, "std", preprocessing.std()));
  }

  private static NDArray channels(NDManager manager, String name, List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    NDArray array = manager.create(floats, new Shape(1, 3, 1, 1));
    array.setName(name);
    return array;
  }

  @Override
  public RgbImage decode(byte[] file) throws ImageException {
    return ImageDecoder.decode(file, decoding, resize);
  }

  @Override
  public PreparedImage prepare(RgbImage image) {
    return preprocessor.prepare(image);
  }

  /** On one core more pictures at once gain nothing, on several they do. */
  private static int batch(ClipConfig config, Compute compute) {
    if (compute.device().isGpu()) {
      return GpuMemory.batch(compute.device(), config, compute.passes());
    }
    return compute.passes() > 1 ? 16 : 32;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public int passes() {
    return passes;
  }

  @Override
  public List<Embedding> embed(List<PreparedImage> images) {
    return images.isEmpty() ? List.of() : GpuMemory.halving(images, this::pass);
  }

  private List<Embedding> pass(List<PreparedImage> images) {
    int bytes = 3 * side * side;
    ByteBuffer pixels = ByteBuffer.allocateDirect(images.size() * bytes);
    images.forEach(image -> pixels.put(image.pixels()));
    pixels.flip();
    Shape shape = new Shape(images.size(), side, side, 3);
    return tower.forward(manager -> new NDList(onHost(manager, pixels, shape)));
  }

  /** In the host's memory, whatever the device: the program copies them by itself. */
  private static NDArray onHost(NDManager manager, ByteBuffer pixels, Shape shape) {
    return manager.newSubManager(Device.cpu()).create(pixels, shape, DataType.UINT8);
  }

  @Override
  public void close() {
    tower.close();
  }
}
