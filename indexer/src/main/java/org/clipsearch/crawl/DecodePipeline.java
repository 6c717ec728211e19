package org.clipsearch.crawl;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.ImageFile;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.index.KnownImages;

/**
 * One thread walks the folders, as many as there are cores read and decode what is new or changed.
 * At most {@link #IN_FLIGHT} pictures are being decoded or wait to be taken.
 */
final class DecodePipeline implements AutoCloseable {
  /** Two batches: one is embedded while the next is decoded. */
  private static final int IN_FLIGHT = 2 * Crawler.BATCH;

  /** A picture ready to be embedded, the end, or what went wrong in a thread. */
  record Item(FoundFile file, PreparedImage image, Throwable failure) {
    private static final Item END = new Item(null, null, null);

    boolean isEnd() {
      return file == null && failure == null;
    }
  }

  private final List<Path> roots;
  private final KnownImages known;
  private final ImageEmbedder embedder;
  private final CrawlTally tally;
  private final Semaphore free = new Semaphore(IN_FLIGHT);
  private final BlockingQueue<Item> ready = new LinkedBlockingQueue<>();
  private final Thread walker;

  DecodePipeline(List<Path> roots, KnownImages known, ImageEmbedder embedder, CrawlTally tally) {
    this.roots = roots;
    this.known = known;
    this.embedder = embedder;
    this.tally = tally;
    this.walker = Thread.ofPlatform().name("walk").daemon().unstarted(this::walk);
  }

  void start() {
    walker.start();
  }

  /**
   * The next picture, in no fixed order.
   *
   * @return null at the end, or when stopped
   */
  Item take(BooleanSupplier stopped) throws IOException {
    try {
      while (!stopped.getAsBoolean()) {
        Item item = ready.poll(100, TimeUnit.MILLISECONDS);
        if (item != null && item.isEnd()) {
          return null;
        }
        if (item != null) {
          free.release();
          rethrow(item.failure());
          return item;
        }
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void rethrow(Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("crawling failed", failure);
    }
  }

  private void walk() {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService decoders =
        Executors.newFixedThreadPool(
            cores, Thread.ofPlatform().name("decode-", 0).daemon().factory());
    Item last = Item.END;
    try (decoders) { // closing waits for all; when interrupted, for those at work only
      FolderWalk.walk(roots, visitor(decoders));
    } catch (IOException | RuntimeException | Error e) {
      last = new Item(null, null, e);
    }
    ready.add(last);
  }

  private FolderWalk.Visitor visitor(ExecutorService decoders) {
    return new FolderWalk.Visitor() {
      @Override
      public void image(Path path, BasicFileAttributes attributes) throws IOException {
        long bytes = attributes.size();
        var modified = attributes.lastModifiedTime().toInstant();
        FoundFile file = new FoundFile(path, bytes, modified, known.see(path, bytes, modified));
        tally.met(file, roots);
        if (file.state() != KnownImages.State.UNCHANGED) {
          acquire();
          decoders.execute(() -> decode(file));
        }
      }

      @Override
      public void unreadable(Path path, IOException reason) {
        tally.unwalked(path, reason);
      }

      @Override
      public void hidden(Path folder) {
        tally.unwalked(folder);
      }
    };
  }

  private void acquire() throws InterruptedIOException {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  private void decode(FoundFile file) {
    try {
      if (ImageFiles.isNotRead(file.path())) {
        String kind = ImageFiles.extension(file.path()).toUpperCase(Locale.ROOT);
        throw new ImageException(kind + " files are not read here");
      }
      ready.add(new Item(file, embedder.prepare(ImageFile.read(file.path())), null));
    } catch (IOException e) {
      tally.unreadable(file.path(), e);
      free.release();
    } catch (RuntimeException | Error e) {
      ready.add(new Item(file, null, e));
    }
  }

  /** Stops the threads, and gives them some seconds to end what they are at. */
  @Override
  public void close() {
    walker.interrupt();
    try {
      walker.join(TimeUnit.SECONDS.toMillis(10)); // a network drive may hang for longer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
