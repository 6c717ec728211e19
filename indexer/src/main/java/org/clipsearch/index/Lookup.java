package org.clipsearch.index;

import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;

/** Finds the document of a picture. */
final class Lookup {
  private Lookup() {}

  /**
   * Where a document is.
   *
   * @param doc its number within the leaf
   */
  record Place(LeafReaderContext leaf, int doc) {
    LeafReader reader() {
      return leaf.reader();
    }

    /** Its number within the whole index. */
    int global() {
      return leaf.docBase + doc;
    }
  }

  static Optional<Place> find(IndexReader reader, String id) throws IOException {
    Term key = new Term(IndexFields.ID, id);
    for (LeafReaderContext leaf : reader.leaves()) {
      int doc = find(leaf.reader(), key);
      if (doc != DocIdSetIterator.NO_MORE_DOCS) {
        return Optional.of(new Place(leaf, doc));
      }
    }
    return Optional.empty();
  }

  private static int find(LeafReader leaf, Term key) throws IOException {
    PostingsEnum postings = leaf.postings(key, PostingsEnum.NONE);
    if (postings == null) {
      return DocIdSetIterator.NO_MORE_DOCS;
    }
    Bits live = leaf.getLiveDocs();
    int doc = postings.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(doc)) {
      doc = postings.nextDoc();
    }
    return doc;
  }
}
