package org.clipsearch.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.VectorScorer;

/**
 * Searches the segments' graphs by the quantized vectors, and compares the best of what it finds
 * again by their floats: scores are exact, and so is the order.
 */
final class GraphSearch {
  /**
   * A search keeps this times the square root of the largest segment's size as candidates: 470 at
   * 100,000 vectors and 1,500 at a million, where it finds 99 of 100 of a text's ten nearest
   * ({@code docs/decisions/0012-vector-format.md}). Lucene itself keeps fewer in smaller segments.
   */
  private static final double WIDTH = 1.5;

  /**
   * So many of the best candidates are compared again for each that is wanted, and no fewer than
   * {@link #MIN_RESCORED}: what four bits misplace is found among them.
   */
  private static final int RESCORED = 4;

  private static final int MIN_RESCORED = 200;

  private GraphSearch() {}

  /** Best first, with exact scores; of equally similar ones the oldest document first. */
  static List<ScoreDoc> nearest(IndexSearcher searcher, float[] query, int k) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    int size = Math.max(1, searcher.getIndexReader().numDocs());
    int rescored = (int) Math.min(size, Math.max(MIN_RESCORED, (long) RESCORED * k));
    int largest = leaves.stream().mapToInt(leaf -> leaf.reader().maxDoc()).max().orElse(0);
    int width = Math.max(rescored, (int) (WIDTH * Math.sqrt(largest)));
    KnnFloatVectorQuery graph = new KnnFloatVectorQuery(IndexFields.VECTOR, query, width);
    ScoreDoc[] found = searcher.search(graph, rescored).scoreDocs;
    rescore(leaves, query, found);
    return Arrays.stream(found).sorted(ExactScan.BEST_FIRST).limit(k).toList();
  }

  private static void rescore(List<LeafReaderContext> leaves, float[] query, ScoreDoc[] found)
      throws IOException {
    Arrays.sort(found, Comparator.comparingInt(d -> d.doc)); // scorers go forward only
    VectorScorer scorer = null;
    DocIdSetIterator docs = null;
    int docBase = 0;
    int end = 0;
    for (ScoreDoc one : found) {
      if (one.doc >= end) {
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(one.doc, leaves));
        scorer = leaf.reader().getFloatVectorValues(IndexFields.VECTOR).rescorer(query);
        docs = scorer.iterator();
        docBase = leaf.docBase;
        end = docBase + leaf.reader().maxDoc();
      }
      docs.advance(one.doc - docBase);
      one.score = scorer.score();
    }
  }
}
