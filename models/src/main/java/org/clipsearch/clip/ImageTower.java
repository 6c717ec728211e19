package org.clipsearch.clip;

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
  private final Tower tower;

  private ImageTower(Checkpoint checkpoint, Decoding decoding, Tower tower, int passes) {
    this.preprocessor = new Preprocessor(checkpoint.preprocessing());
    this.resize = checkpoint.preprocessing().resize();
    this.decoding = decoding;
    this.side = checkpoint.config().imageSize();
    this.tower = tower;
    this.passes = passes;
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
    return new ImageTower(checkpoint, decoding, tower, compute.passes());
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
  @Override
  public int batch() {
    return passes > 1 ? 16 : 32;
  }

  @Override
  public int passes() {
    return passes;
  }

  @Override
  public List<Embedding> embed(List<PreparedImage> images) {
    if (images.isEmpty()) {
      return List.of();
    }
    int bytes = 3 * side * side;
    ByteBuffer pixels = ByteBuffer.allocateDirect(images.size() * bytes);
    images.forEach(image -> pixels.put(image.pixels()));
    pixels.flip();
    Shape shape = new Shape(images.size(), side, side, 3);
    return tower.forward(manager -> new NDList(manager.create(pixels, shape, DataType.UINT8)));
  }

  @Override
  public void close() {
    tower.close();
  }
}
