package org.clipsearch.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.util.Bits;

/** Compares a query with every vector of an index. */
final class ExactScan {
  /** The better of two comes first: the higher score, then the older document. */
  private static final Comparator<ScoreDoc> BEST_FIRST =
      Comparator.comparingDouble((ScoreDoc d) -> d.score).reversed().thenComparingInt(d -> d.doc);

  private ExactScan() {}

  static List<ScoreDoc> nearest(IndexReader reader, float[] query, int k) throws IOException {
    PriorityQueue<ScoreDoc> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());
    for (LeafReaderContext leaf : reader.leaves()) {
      FloatVectorValues vectors = leaf.reader().getFloatVectorValues(IndexFields.VECTOR);
      if (vectors == null) {
        continue; // a segment without pictures
      }
      Bits live = leaf.reader().getLiveDocs();
      VectorScorer scorer = vectors.scorer(query);
      DocIdSetIterator docs = scorer.iterator();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (live == null || live.get(doc)) {
          worstFirst.add(new ScoreDoc(leaf.docBase + doc, scorer.score()));
          if (worstFirst.size() > k) {
            worstFirst.remove();
          }
        }
      }
    }
    List<ScoreDoc> best = new ArrayList<>(worstFirst);
    best.sort(BEST_FIRST);
    return best;
  }
}
