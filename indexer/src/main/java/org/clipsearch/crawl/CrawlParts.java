package org.clipsearch.crawl;

import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.index.LuceneIndexWriter;

/** What the stages of one crawl have in common. */
record CrawlParts(
    ImageEmbedder embedder,
    LuceneIndexWriter index,
    CrawlOptions options,
    CrawlTally tally,
    StageTimes times) {
  /** How many batches are embedded at once: of the cores that the user allows. */
  int passes() {
    return Math.min(embedder.passes(), options.threads());
  }
}
