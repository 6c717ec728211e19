package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * The files of an index at one moment, ticked off while a folder is walked. Takes one bit a file.
 * Not thread-safe.
 */
public final class KnownImages implements AutoCloseable {
  /** How a file on the disk stands to what the index has of it. */
  public enum State {
    NEW,
    CHANGED,
    UNCHANGED,
    /** Unchanged, but indexed by an older version, which took no {@link Fingerprint}. */
    INCOMPLETE
  }

  private final DirectoryReader reader;
  private final FixedBitSet seen;

  KnownImages(DirectoryReader reader) {
    this.reader = reader;
    this.seen = new FixedBitSet(reader.maxDoc());
  }

  /** Ticks a picture off, and compares size and time with what is indexed. */
  public State see(FileStamp file) throws IOException {
    Optional<Lookup.Place> found = tickOff(IndexFields.ID, file);
    if (found.isEmpty()) {
      return State.NEW;
    }
    Lookup.Place place = found.get();
    boolean same =
        number(place, IndexFields.BYTES) == file.bytes()
            && number(place, IndexFields.MODIFIED) == IndexFields.nanoseconds(file.modified());
    if (!same) {
      return State.CHANGED;
    }
    return stored(place, IndexFields.FINGERPRINT).get(IndexFields.FINGERPRINT) == null
        ? State.INCOMPLETE
        : State.UNCHANGED;
  }

  /** Ticks a failure off: what is known of an earlier one of the same file, changed or not. */
  public Optional<FailedFile> failure(FileStamp file) throws IOException {
    Optional<Lookup.Place> found = tickOff(IndexFields.FAILED, file);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(IndexFields.failed(reader.storedFields().document(found.get().global())));
  }

  private Optional<Lookup.Place> tickOff(String key, FileStamp file) throws IOException {
    Term term = new Term(key, IndexFields.id(file.path()));
    Optional<Lookup.Place> found = Lookup.find(reader, term);
    found.ifPresent(place -> seen.set(place.global()));
    return found;
  }

  private static long number(Lookup.Place place, String field) throws IOException {
    NumericDocValues values = place.reader().getNumericDocValues(field);
    return values != null && values.advanceExact(place.doc()) ? values.longValue() : Long.MIN_VALUE;
  }

  private static Document stored(Lookup.Place place, String... fields) throws IOException {
    return place.reader().storedFields().document(place.doc(), Set.of(fields));
  }

  /** What was not ticked off so far, below some folders. Looks at all that was not. */
  public List<IndexedFile> unseen(Collection<Path> folders) throws IOException {
    List<String> starts = folders.stream().map(f -> IndexFields.uri(f) + "/").toList();
    List<IndexedFile> unseen = new ArrayList<>();
    StoredFields stored = reader.storedFields();
    for (LeafReaderContext leaf : reader.leaves()) {
      Bits live = leaf.reader().getLiveDocs();
      for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
        int id = leaf.docBase + doc;
        if ((live == null || live.get(doc)) && !seen.get(id)) {
          Document document = stored.document(id, IndexFields.OF_INDEXED_FILE);
          String uri = document.get(IndexFields.URI); // none: the vector of what is gone already
          if (uri != null && starts.stream().anyMatch(uri::startsWith)) {
            unseen.add(IndexFields.indexedFile(document));
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
