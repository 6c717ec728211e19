package org.clipsearch.crawl;

import java.io.IOException;

/** What went wrong in another thread. */
final class Failure {
  private Failure() {}

  /** Throws it in this one; null is none. */
  static void rethrow(Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
