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
  /** Candidates that a search keeps: more find more, and take longer. */
  private static final int WIDTH = 400;

  private GraphSearch() {}

  static List<ScoreDoc> nearest(IndexSearcher searcher, float[] query, int k) throws IOException {
    int size = Math.max(1, searcher.getIndexReader().numDocs());
    int wanted = Math.min(k, size);
    int width = Math.max(WIDTH, wanted);
    KnnFloatVectorQuery graph = new KnnFloatVectorQuery(IndexFields.VECTOR, query, width);
    ScoreDoc[] found = searcher.search(graph, width).scoreDocs;
    rescore(searcher.getIndexReader().leaves(), query, found);
    return Arrays.stream(found).sorted(ExactScan.BEST_FIRST).limit(wanted).toList();
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
