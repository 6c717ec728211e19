package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * The pictures of an index at one moment, ticked off while a folder is walked. Takes one bit a
 * picture. Not thread-safe.
 */
public final class KnownImages implements AutoCloseable {
  /** How a file on the disk stands to what the index has of it. */
  public enum State {
    NEW,
    CHANGED,
    UNCHANGED
  }

  private final DirectoryReader reader;
  private final FixedBitSet seen;

  KnownImages(DirectoryReader reader) {
    this.reader = reader;
    this.seen = new FixedBitSet(reader.maxDoc());
  }

  /** Ticks a file off, and compares size and time with what is indexed. */
  public State see(Path file, long bytes, Instant modified) throws IOException {
    Term key = IndexFields.key(file);
    for (LeafReaderContext leaf : reader.leaves()) {
      int doc = find(leaf.reader(), key);
      if (doc >= 0) {
        seen.set(leaf.docBase + doc);
        boolean same =
            number(leaf.reader(), IndexFields.BYTES, doc) == bytes
                && number(leaf.reader(), IndexFields.MODIFIED, doc)
                    == IndexFields.nanoseconds(modified);
        return same ? State.UNCHANGED : State.CHANGED;
      }
    }
    return State.NEW;
  }

  private static int find(LeafReader leaf, Term key) throws IOException {
    PostingsEnum postings = leaf.postings(key, PostingsEnum.NONE);
    if (postings == null) {
      return -1;
    }
    Bits live = leaf.getLiveDocs();
    int doc = postings.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(doc)) {
      doc = postings.nextDoc();
    }
    return doc == DocIdSetIterator.NO_MORE_DOCS ? -1 : doc;
  }

  private static long number(LeafReader leaf, String field, int doc) throws IOException {
    NumericDocValues values = leaf.getNumericDocValues(field);
    return values != null && values.advanceExact(doc) ? values.longValue() : Long.MIN_VALUE;
  }

  /** The pictures that were not ticked off, of those whose path is asked for. */
  public List<Path> unseen(Predicate<Path> wanted) throws IOException {
    List<Path> unseen = new ArrayList<>();
    StoredFields stored = reader.storedFields();
    for (LeafReaderContext leaf : reader.leaves()) {
      Bits live = leaf.reader().getLiveDocs();
      for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
        int id = leaf.docBase + doc;
        if ((live == null || live.get(doc)) && !seen.get(id)) {
          Path path =
              IndexFields.path(stored.document(id, Set.of(IndexFields.URI)).get(IndexFields.URI));
          if (wanted.test(path)) {
            unseen.add(path);
          }
        }
      }
    }
    return unseen;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
