package org.clipsearch.crawl;

import java.util.Locale;

/** What is done with a file on its way into the index; the stages run at the same time. */
public enum Stage {
  /** Finding it, and asking the index whether it knows it. One thread. */
  WALK,
  /** Reading all of its bytes. Several threads. */
  READ,
  /** Hashing them. The decoding threads. */
  FINGERPRINT,
  /** What the file says of itself. The decoding threads. */
  METADATA,
  /** Bytes to pixels. The decoding threads. */
  DECODE,
  /** Pixels to what the model takes. The decoding threads. */
  PREPARE,
  /** The model waits for pictures. A thread for each of its passes. */
  WAIT,
  /** The model computes. The same threads. */
  EMBED,
  /** Handing vectors to the index. One thread. */
  WRITE,
  /** Making them permanent. The same thread. */
  COMMIT;

  /** In lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
