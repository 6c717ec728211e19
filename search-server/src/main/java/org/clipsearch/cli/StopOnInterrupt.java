package org.clipsearch.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end work in good order: the work is told to stop, and the process lives on until it
 * has. It then exits with 130, as the shell expects, unless told otherwise.
 */
public final class StopOnInterrupt implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Begins to listen.
   *
   * @param stop tells the work
   */
  public StopOnInterrupt(Runnable stop) {
    this(stop, () -> {});
  }

  /**
   * Begins to listen.
   *
   * @param stop tells the work
   * @param last is done when an interrupted work has stopped; it may end the process
   */
  StopOnInterrupt(Runnable stop, Runnable last) {
    hook = new Thread(() -> stop(stop, last));
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) { // interrupted already, and other work is waited for
      stop.run();
    }
  }

  private void stop(Runnable stop, Runnable last) {
    if (done.getCount() == 0) {
      return; // the process ends by itself
    }
    stop.run();
    try {
      if (done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        last.run();
      } else {
        System.err.println("clipsearch: gave up waiting; what was committed is kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is at its end. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook); // work that comes again and again has many
    } catch (IllegalStateException e) {
      // interrupted: it runs already
    }
  }
}
