package org.clipsearch.index;

import org.apache.lucene.index.ConcurrentMergeScheduler;

/**
 * Merges in the background, and never holds up who writes: segments may pile up while a large merge
 * runs, and are searched all the same. What fails is Lucene's to tell the writer, not to print.
 */
final class MergeScheduler extends ConcurrentMergeScheduler {
  /** One for the large merge, one for the small ones that come up meanwhile. */
  private static final int THREADS = 2;

  /** Far more than ever wait: at a commit every few seconds, minutes of them. */
  private static final int WAITING = 1000;

  MergeScheduler() {
    setMaxMergesAndThreads(WAITING, THREADS);
    disableAutoIOThrottle();
  }

  @Override
  protected void handleMergeException(Throwable e) {} // the writer is closed by it, with the cause
}
