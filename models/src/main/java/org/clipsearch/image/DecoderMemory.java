package org.clipsearch.image;

import java.util.concurrent.Semaphore;

/**
 * Bounds what decoders take together, whichever threads they run in. First come, first served, so
 * that a large picture is not kept waiting by small ones for ever. Thread-safe.
 */
final class DecoderMemory {
  /**
   * Of this process, in MiB: four phones' pictures decoded in full at once, or any number of
   * reduced ones that there may be cores for.
   */
  static final DecoderMemory SHARED = new DecoderMemory(384);

  private final int budget;
  private final Semaphore free;

  DecoderMemory(int mebibytes) {
    budget = mebibytes;
    free = new Semaphore(mebibytes, true);
  }

  /** What a decoder has, until it is closed. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until so much is free; one that takes more than there is at all gets all, and runs alone.
   *
   * @param bytes at the decoder's peak
   */
  Share take(long bytes) {
    int share = (int) Math.min(budget, (bytes >> 20) + 1);
    free.acquireUninterruptibly(share);
    return () -> free.release(share);
  }
}
