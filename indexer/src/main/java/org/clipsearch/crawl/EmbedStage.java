package org.clipsearch.crawl;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.PreparedImage;

/** Embeds in batches what is loaded: by as many threads as the model has passes at once. */
final class EmbedStage {
  private final LoadStage loads;
  private final WriteStage writes;
  private final CrawlParts parts;
  private final BooleanSupplier stopped;
  private volatile boolean failed;

  /**
   * Puts the parts together.
   *
   * @param stopped whether the user wants no more
   */
  EmbedStage(LoadStage loads, WriteStage writes, CrawlParts parts, BooleanSupplier stopped) {
    this.loads = loads;
    this.writes = writes;
    this.parts = parts;
    this.stopped = stopped;
  }

  /**
   * Returns when all is embedded, or nothing more is wanted.
   *
   * @throws IOException what went wrong first, here or while loading
   */
  void run() throws IOException {
    int passes = parts.passes();
    var names = Thread.ofPlatform().name("embed-", 0).daemon().factory();
    List<Future<Void>> threads = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(passes, names)) {
      for (int i = 0; i < passes; i++) {
        threads.add(executor.submit(this::embedAll));
      }
    }
    for (Future<Void> thread : threads) {
      result(thread);
    }
  }

  private static void result(Future<Void> thread) throws IOException {
    try {
      thread.get();
    } catch (ExecutionException e) {
      Failure.rethrow(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private Void embedAll() throws IOException {
    List<LoadStage.Item> batch = new ArrayList<>();
    try {
      for (var item = next(); item != null; item = next()) {
        batch.add(item);
        if (batch.size() == parts.embedder().batch()) {
          embed(batch);
          batch.clear();
        }
      }
      if (!isOver() && !batch.isEmpty()) {
        embed(batch);
      }
    } catch (IOException | RuntimeException | Error e) {
      failed = true; // the others need not go on
      throw e;
    }
    return null;
  }

  private boolean isOver() {
    return failed || stopped.getAsBoolean();
  }

  private LoadStage.Item next() throws IOException {
    return loads.take(this::isOver);
  }

  private void embed(List<LoadStage.Item> batch) throws IOException {
    List<PreparedImage> images = batch.stream().map(LoadStage.Item::pixels).toList();
    List<Embedding> embeddings =
        parts.times().time(Stage.EMBED, () -> parts.embedder().embed(images));
    for (int i = 0; i < images.size(); i++) {
      LoadStage.Item item = batch.get(i);
      Embedding embedding = embeddings.get(i);
      writes.put(
          index -> {
            index.put(item.image(), embedding);
            parts.tally().embedded(item.file());
          });
    }
  }
}
