package org.clipsearch.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.clipsearch.embedding.Embedding;

/** Finds a document by one of its keys. */
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

    /** Of a picture. */
    Embedding embedding() throws IOException {
      FloatVectorValues vectors = reader().getFloatVectorValues(IndexFields.VECTOR);
      KnnVectorValues.DocIndexIterator at = vectors.iterator();
      at.advance(doc);
      return Embedding.of(vectors.vectorValue(at.index()));
    }
  }

  /** One of the documents that are there. */
  static Optional<Place> find(IndexReader reader, Term key) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      PostingsEnum postings = leaf.reader().postings(key, PostingsEnum.NONE);
      int doc = next(postings, leaf.reader().getLiveDocs());
      if (doc != DocIdSetIterator.NO_MORE_DOCS) {
        return Optional.of(new Place(leaf, doc));
      }
    }
    return Optional.empty();
  }

  /** All of them. */
  static List<Place> findAll(IndexReader reader, Term key) throws IOException {
    List<Place> all = new ArrayList<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      PostingsEnum postings = leaf.reader().postings(key, PostingsEnum.NONE);
      Bits live = leaf.reader().getLiveDocs();
      int doc = next(postings, live);
      while (doc != DocIdSetIterator.NO_MORE_DOCS) {
        all.add(new Place(leaf, doc));
        doc = next(postings, live);
      }
    }
    return all;
  }

  private static int next(PostingsEnum postings, Bits live) throws IOException {
    if (postings == null) {
      return DocIdSetIterator.NO_MORE_DOCS;
    }
    int doc = postings.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(doc)) {
      doc = postings.nextDoc();
    }
    return doc;
  }
}
