package org.clipsearch.web;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Lets as many pictures be decoded at once as there are cores; each takes one, and much memory. */
final class Decoders {
  private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  /** Makes something of a picture. */
  @FunctionalInterface
  interface Decoding<T> {
    T decode() throws IOException;
  }

  /** Waits for a core. */
  <T> T run(Decoding<T> decoding) throws IOException {
    cores.acquireUninterruptibly();
    try {
      return decoding.decode();
    } finally {
      cores.release();
    }
  }
}
