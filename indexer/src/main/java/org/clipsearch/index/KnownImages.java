package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.StoredFields;
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
    Optional<Lookup.Place> found = Lookup.find(reader, IndexFields.id(file));
    if (found.isEmpty()) {
      return State.NEW;
    }
    Lookup.Place place = found.get();
    seen.set(place.global());
    boolean same =
        number(place, IndexFields.BYTES) == bytes
            && number(place, IndexFields.MODIFIED) == IndexFields.nanoseconds(modified);
    return same ? State.UNCHANGED : State.CHANGED;
  }

  private static long number(Lookup.Place place, String field) throws IOException {
    NumericDocValues values = place.reader().getNumericDocValues(field);
    return values != null && values.advanceExact(place.doc()) ? values.longValue() : Long.MIN_VALUE;
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
