package org.clipsearch.crawl;

import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.index.LuceneIndexWriter;

/** What the stages of one crawl have in common. */
record CrawlParts(
    ImageEmbedder embedder,
    LuceneIndexWriter index,
    CrawlOptions options,
    CrawlTally tally,
    StageTimes times) {}
