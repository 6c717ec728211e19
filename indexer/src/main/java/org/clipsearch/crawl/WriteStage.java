package org.clipsearch.crawl;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.clipsearch.index.LuceneIndexWriter;

/**
 * Writes to the index in a thread of its own, and commits every few seconds: of a process that is
 * killed no more than these are lost.
 */
final class WriteStage implements AutoCloseable {
  /** Changes that wait: so long the model goes on while a commit takes its time. */
  private static final int WAITING = 256;

  /** Something to do with the index. */
  @FunctionalInterface
  interface Change {
    void apply(LuceneIndexWriter index) throws IOException;
  }

  /** That no more will come. */
  private enum End implements Change {
    END;

    @Override
    public void apply(LuceneIndexWriter index) {}
  }

  private final LuceneIndexWriter index;
  private final StageTimes times;
  private final BlockingQueue<Change> changes = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private final long commitNanos;
  private volatile Throwable failure;
  private volatile boolean isTold;

  /**
   * Begins.
   *
   * @param commitEvery how much is lost at most
   */
  WriteStage(LuceneIndexWriter index, StageTimes times, Duration commitEvery) {
    this.index = index;
    this.times = times;
    this.commitNanos = commitEvery.toNanos();
    this.thread = Thread.ofPlatform().name("write").daemon().start(this::run);
  }

  /**
   * Has a change made, soon.
   *
   * @throws IOException where an earlier one failed
   */
  void put(Change change) throws IOException {
    try {
      while (!changes.offer(change, 100, TimeUnit.MILLISECONDS)) {
        check();
      }
      check();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void check() throws IOException {
    isTold |= failure != null;
    Failure.rethrow(failure);
  }

  private void run() {
    try {
      long committed = System.nanoTime();
      boolean isDirty = false;
      for (Change change = take(); change != End.END; change = take()) {
        if (change != null) {
          apply(change);
          isDirty = true;
        }
        if (isDirty && System.nanoTime() - committed > commitNanos) {
          commit();
          committed = System.nanoTime();
          isDirty = false;
        }
      }
      commit();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = new InterruptedIOException("interrupted");
    }
  }

  private Change take() throws InterruptedException {
    return changes.poll(1, TimeUnit.SECONDS);
  }

  private void apply(Change change) throws IOException {
    times.time(
        Stage.WRITE,
        () -> {
          change.apply(index);
          return null;
        });
  }

  private void commit() throws IOException {
    times.time(
        Stage.COMMIT,
        () -> {
          index.commit();
          return null;
        });
  }

  /**
   * Waits until all changes are made and committed.
   *
   * @throws IOException where one failed, and nobody was told
   */
  @Override
  public void close() throws IOException {
    if (thread.isAlive()) {
      try {
        while (thread.isAlive() && !changes.offer(End.END, 100, TimeUnit.MILLISECONDS)) {}
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    if (!isTold) {
      check();
    }
  }
}
