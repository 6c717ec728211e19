package org.clipsearch.crawl;

/** Told how far a crawl is. Called from several threads, often. */
public interface CrawlProgress {
  /** How many image files have been counted so far; grows while the crawl runs. */
  void counted(long files);

  /** How many of them are dealt with. */
  void done(long files);

  /** Of no interest. */
  static CrawlProgress none() {
    return new CrawlProgress() {
      @Override
      public void counted(long files) {}

      @Override
      public void done(long files) {}
    };
  }
}
