package org.clipsearch.vectors;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Queries of one kind, whose answers are known. */
public final class Questions {
  /** How many of the nearest are asked for. */
  static final int K = 10;

  private final String kind;
  private final float[][] vectors; // [Q, 512]
  private final int[][] nearest; // [Q, 10], numbers of images, the nearest first

  private Questions(String kind, float[][] vectors, int[][] nearest) {
    this.kind = kind;
    this.vectors = vectors;
    this.nearest = nearest;
  }

  /**
   * Asks text-like and image-like ones, and answers them by comparing all images, which takes
   * minutes at a million. The answers are kept in a file, and read from there the next time.
   *
   * @param progress is told, by several threads and in no order, how many images have been compared
   * @return the texts, then the images
   */
  public static List<Questions> ask(SearchTask task, ClipLikeVectors vectors, LongConsumer progress)
      throws IOException {
    int count = task.queries();
    float[][] texts = draw(count, vectors::textQuery);
    float[][] images = draw(count, vectors::imageQuery);
    float[][] all = Stream.of(texts, images).flatMap(Stream::of).toArray(float[][]::new);
    if (Files.notExists(task.answers())) {
      write(task.answers(), ExactNeighbours.of(vectors, task.images(), all, progress));
    }
    int[][] nearest = read(task.answers(), all.length);
    return List.of(
        new Questions("text", texts, Arrays.copyOfRange(nearest, 0, count)),
        new Questions("image", images, Arrays.copyOfRange(nearest, count, all.length)));
  }

  /** What they are like: {@code text} or {@code image}. */
  String kind() {
    return kind;
  }

  int count() {
    return vectors.length;
  }

  /** The vector of one; not to be changed. */
  float[] vector(int question) {
    return vectors[question];
  }

  /** Whether an image is among the true nearest of a question. */
  boolean isNearest(int question, int image) {
    return Arrays.stream(nearest[question]).anyMatch(n -> n == image);
  }

  /** So many of these, or all where there are fewer. */
  Questions first(int count) {
    int end = Math.min(count, vectors.length);
    return new Questions(
        kind, Arrays.copyOfRange(vectors, 0, end), Arrays.copyOfRange(nearest, 0, end));
  }

  private static float[][] draw(int count, LongFunction<float[]> vector) {
    return LongStream.range(0, count).mapToObj(vector).toArray(float[][]::new);
  }

  private static void write(Path file, int[][] nearest) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      for (int[] row : nearest) {
        for (int image : row) {
          out.writeInt(image);
        }
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int[][] read(Path file, int queries) throws IOException {
    int[][] nearest = new int[queries][K];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int[] row : nearest) {
        for (int i = 0; i < K; i++) {
          row[i] = in.readInt();
        }
      }
    }
    return nearest;
  }
}
