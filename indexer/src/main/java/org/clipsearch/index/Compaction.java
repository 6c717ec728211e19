package org.clipsearch.index;

import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;

/**
 * When to merge all segments into one. A search asks each segment, and two of half the size take
 * nearly twice as long as one: what writing leaves of a million vectors, 17 segments, takes nearly
 * twice as long as one of all for the same recall ({@code docs/decisions/0012-vector-format.md}).
 */
final class Compaction {
  /**
   * Of all documents, the part that the largest segment has at least, when the rest is left alone.
   * An index that grows is merged again at each third more, and so its vectors three or four times
   * until it has grown to three times its size.
   */
  private static final double LARGEST = 0.75;

  private Compaction() {}

  /** Whether searches would be clearly faster; never where all vectors are compared anyway. */
  static boolean pays(IndexWriter writer) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(writer)) {
      int largest = 0;
      for (LeafReaderContext leaf : reader.leaves()) {
        largest = Math.max(largest, leaf.reader().numDocs());
      }
      int all = reader.numDocs();
      return all > LuceneIndex.EXACT_UP_TO && largest < LARGEST * all;
    }
  }
}
