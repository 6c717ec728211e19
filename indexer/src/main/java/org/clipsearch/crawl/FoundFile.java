package org.clipsearch.crawl;

import java.nio.file.Path;
import java.time.Instant;
import org.clipsearch.index.KnownImages;

/** An image file that the walk met, and how it stands to the index. */
record FoundFile(Path path, long bytes, Instant modified, KnownImages.State state) {}
