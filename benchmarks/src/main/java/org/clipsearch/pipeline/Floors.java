package org.clipsearch.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.ImageFile;
import org.clipsearch.image.PreparedImage;

/**
 * What each half of the work takes while nothing else runs; no way that does both on the same cores
 * can be faster than both together.
 *
 * @param decoded images a second that are read, decoded and shrunk, by all cores
 * @param embedded images a second that the model takes of those that are in memory already
 */
public record Floors(double decoded, double embedded) {
  /** Whatever their number, so many are enough to embed. */
  private static final int MOST_EMBEDDED = 256;

  /**
   * Measures.
   *
   * @param files of which at least one can be read
   * @param model as {@code index} has it
   */
  public static Floors measure(List<Path> files, ImageEmbedder model) throws IOException {
    Queue<PreparedImage> prepared = new ConcurrentLinkedQueue<>();
    double decoded = decode(files, model, prepared);
    List<PreparedImage> images = List.copyOf(prepared);
    if (images.isEmpty()) {
      throw new IOException("none of the pictures can be read");
    }
    return new Floors(decoded, embed(images, model));
  }

  /** One over the sum of what an image takes in each half. */
  public double together() {
    return 1 / (1 / decoded + 1 / embedded);
  }

  private static double decode(
      List<Path> files, ImageEmbedder model, Queue<PreparedImage> prepared) {
    AtomicInteger count = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (Path file : files) {
        cores.execute(
            () -> {
              try {
                PreparedImage image = model.prepare(ImageFile.read(file));
                if (count.incrementAndGet() <= MOST_EMBEDDED) {
                  prepared.add(image);
                }
              } catch (IOException e) {
                // the ways count it
              }
            });
      }
    }
    return count.get() / seconds(start);
  }

  private static double embed(List<PreparedImage> images, ImageEmbedder model) {
    pass(images, model); // the first takes longer
    long start = System.nanoTime();
    pass(images, model);
    return images.size() / seconds(start);
  }

  /** As {@code index} does it. */
  private static void pass(List<PreparedImage> images, ImageEmbedder model) {
    List<CompletableFuture<List<Embedding>>> batches = new ArrayList<>();
    try (ExecutorService passes = Executors.newFixedThreadPool(model.passes())) {
      for (int from = 0; from < images.size(); from += model.batch()) {
        var batch = images.subList(from, Math.min(images.size(), from + model.batch()));
        batches.add(CompletableFuture.supplyAsync(() -> model.embed(batch), passes));
      }
    }
    batches.forEach(CompletableFuture::join); // what failed is thrown here
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
