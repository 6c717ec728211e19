package org.clipsearch.onnx;

import ai.onnxruntime.OnnxTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.Decoding;
import org.clipsearch.image.ImageDecoder;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.Preprocessing;
import org.clipsearch.image.Preprocessor;
import org.clipsearch.image.RgbImage;
import org.clipsearch.weights.Checkpoint;

/**
 * CLIP's image tower in ONNX Runtime, fed as peers feed it: pictures are decoded in full, pixels
 * normalised here and handed over as float32. Thread-safe.
 */
public final class OnnxImageTower implements ImageEmbedder, AutoCloseable {
  private final Preprocessing preprocessing;
  private final Preprocessor preprocessor;
  private final OnnxSession session;
  private final float[][] levels;

  private OnnxImageTower(Preprocessing preprocessing, OnnxSession session) {
    this.preprocessing = preprocessing;
    this.preprocessor = new Preprocessor(preprocessing);
    this.session = session;
    this.levels = levels(preprocessing);
  }

  /**
   * Loads the image tower.
   *
   * @param threads that compute, at least 1
   * @throws org.clipsearch.weights.CheckpointException where files are missing or do not fit
   */
  public static OnnxImageTower load(Checkpoint checkpoint, OnnxPrecision precision, int threads)
      throws IOException {
    return new OnnxImageTower(
        checkpoint.preprocessing(),
        new OnnxSession(file -> ImageGraph.write(checkpoint, precision, file), threads));
  }

  /** What a byte becomes, by channel: {@code [3][256]}. */
  private static float[][] levels(Preprocessing preprocessing) {
    float[][] levels = new float[3][256];
    for (int channel = 0; channel < 3; channel++) {
      float mean = preprocessing.mean().get(channel).floatValue();
      float std = preprocessing.std().get(channel).floatValue();
      for (int level = 0; level < 256; level++) {
        levels[channel][level] = (level / 255f - mean) / std;
      }
    }
    return levels;
  }

  @Override
  public RgbImage decode(byte[] file) throws ImageException {
    return ImageDecoder.decode(file, Decoding.EXACT, preprocessing.resize());
  }

  @Override
  public PreparedImage prepare(RgbImage image) {
    return preprocessor.prepare(image);
  }

  @Override
  public List<Embedding> embed(List<PreparedImage> images) {
    if (images.isEmpty()) {
      return List.of();
    }
    int side = preprocessing.crop();
    long[] shape = {images.size(), 3, side, side};
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES * 3 * side * side, images.size()))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    images.forEach(image -> normalise(image.pixels(), pixels));
    pixels.flip();
    return session.run(
        environment -> Map.of("pixels", OnnxTensor.createTensor(environment, pixels, shape)));
  }

  /** {@code [S, S, 3]} bytes to {@code [3, S, S]}. */
  private void normalise(byte[] rgb, FloatBuffer pixels) {
    float[] plane = new float[rgb.length / 3];
    for (int channel = 0; channel < 3; channel++) {
      float[] ofChannel = levels[channel];
      for (int i = 0; i < plane.length; i++) {
        plane[i] = ofChannel[Byte.toUnsignedInt(rgb[3 * i + channel])];
      }
      pixels.put(plane);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
