package org.clipsearch.crawl;

/**
 * How to crawl.
 *
 * @param prune whether what is gone is removed however much it is; else a folder without images, or
 *     many that vanish at once, are taken for a drive that is not mounted
 * @param retry whether what failed before is tried again though it has not changed
 * @param threads that decode, at least 1
 */
public record CrawlOptions(boolean prune, boolean retry, int threads) {
  /**
   * Careful, and with a thread more than there are cores: with as many the model waits at times.
   */
  public static final CrawlOptions DEFAULT =
      new CrawlOptions(false, false, Runtime.getRuntime().availableProcessors() + 1);

  public CrawlOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got: " + threads);
    }
  }

  /** The same, but removing what is gone. */
  public CrawlOptions pruning() {
    return new CrawlOptions(true, retry, threads);
  }

  /** The same, but trying again what failed. */
  public CrawlOptions retrying() {
    return new CrawlOptions(prune, true, threads);
  }
}
