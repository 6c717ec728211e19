package org.clipsearch.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.util.Bits;

/** Compares a query with every vector of an index, by their floats. */
final class ExactScan {
  /** The better of two comes first: the higher score, then the older document. */
  static final Comparator<ScoreDoc> BEST_FIRST =
      Comparator.comparingDouble((ScoreDoc d) -> d.score).reversed().thenComparingInt(d -> d.doc);

  private final PriorityQueue<ScoreDoc> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());
  private final int k;

  private ExactScan(int k) {
    this.k = k;
  }

  static List<ScoreDoc> nearest(IndexReader reader, float[] query, int k) throws IOException {
    ExactScan scan = new ExactScan(k);
    for (LeafReaderContext leaf : reader.leaves()) {
      scan.compare(leaf, query);
    }
    List<ScoreDoc> best = new ArrayList<>(scan.worstFirst);
    best.sort(BEST_FIRST);
    return best;
  }

  private void compare(LeafReaderContext leaf, float[] query) throws IOException {
    FloatVectorValues vectors = leaf.reader().getFloatVectorValues(IndexFields.VECTOR);
    if (vectors == null) {
      return; // a segment without pictures
    }
    Bits live = leaf.reader().getLiveDocs();
    // Its other scorer compares by the quantized vectors.
    VectorScorer.Bulk scorer = vectors.rescorer(query).bulk(null);
    DocAndFloatFeatureBuffer some = new DocAndFloatFeatureBuffer();
    scorer.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, live, some);
    while (some.size > 0) {
      for (int i = 0; i < some.size; i++) {
        offer(leaf.docBase + some.docs[i], some.features[i]);
      }
      scorer.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, live, some);
    }
  }

  /** Documents come in order: of equally similar ones the first stay. */
  private void offer(int doc, float score) {
    if (worstFirst.size() == k && score <= worstFirst.element().score) {
      return;
    }
    worstFirst.add(new ScoreDoc(doc, score));
    if (worstFirst.size() > k) {
      worstFirst.remove();
    }
  }
}
