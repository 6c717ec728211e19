package org.clipsearch.vectors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.RgbImage;

/**
 * Stands for a model of a fixed speed, and watches how well it is fed. A file holds a number as
 * text, whose vector is the generator's.
 */
public final class ThrottledEmbedder implements ImageEmbedder {
  /** For the index to know. */
  public static final ModelIdentity MODEL =
      new ModelIdentity(
          "generated", Optional.empty(), "0".repeat(64), ClipLikeVectors.DIMENSION, "none");

  /**
   * Some images in a row.
   *
   * @param images embedded up to their end
   * @param perSecond of theirs
   * @param longestWait of the model for pictures, in milliseconds
   */
  public record Part(long images, double perSecond, double longestWait) {}

  private final ClipLikeVectors vectors;
  private final double nanosEach;
  private final int size;
  private final Consumer<Part> parts;
  private long embedded;
  private long reported;
  private long partBegan;
  private long ended;
  private long longestWait;

  /**
   * Makes one.
   *
   * @param rate vectors a second
   * @param size images a part
   * @param parts is told each when it is complete
   */
  public ThrottledEmbedder(ClipLikeVectors vectors, int rate, int size, Consumer<Part> parts) {
    this.vectors = vectors;
    this.nanosEach = TimeUnit.SECONDS.toNanos(1) / (double) rate;
    this.size = size;
    this.parts = parts;
  }

  @Override
  public RgbImage decode(byte[] file) throws ImageException {
    String text = new String(file, StandardCharsets.US_ASCII);
    try {
      byte[] number = ByteBuffer.allocate(3 * Integer.BYTES).putInt(Integer.parseInt(text)).array();
      return new RgbImage(Integer.BYTES, 1, number);
    } catch (NumberFormatException e) {
      throw new ImageException("holds no number");
    }
  }

  @Override
  public PreparedImage prepare(RgbImage image) {
    return new PreparedImage(image.width(), image.height(), image.rgb());
  }

  @Override
  public synchronized List<Embedding> embed(List<PreparedImage> images) {
    long begin = System.nanoTime();
    if (embedded == 0) {
      partBegan = begin;
      ended = begin;
    }
    longestWait = Math.max(longestWait, begin - ended);
    List<Embedding> embeddings = images.stream().map(this::vector).toList();
    long end = begin + (long) (images.size() * nanosEach);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    embedded += images.size();
    ended = System.nanoTime();
    if (embedded / size > reported / size) {
      report();
    }
    return embeddings;
  }

  private Embedding vector(PreparedImage image) {
    return Embedding.of(vectors.image(ByteBuffer.wrap(image.pixels()).getInt()));
  }

  private void report() {
    double seconds = (ended - partBegan) / 1e9;
    parts.accept(new Part(embedded, (embedded - reported) / seconds, longestWait / 1e6));
    reported = embedded;
    partBegan = ended;
    longestWait = 0;
  }
}
