package org.clipsearch.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.clipsearch.embedding.Embedding;

/** Finds what an index that is being written knows of a file's content. Thread-safe. */
final class ContentLookup implements Closeable {
  private final ReaderManager readers;

  /** What was put since the readers were refreshed. */
  private final Map<String, KnownContent> recent = new ConcurrentHashMap<>();

  ContentLookup(IndexWriter writer) throws IOException {
    readers = new ReaderManager(writer);
  }

  /** A picture was put. */
  void put(IndexedImage image, Embedding embedding) {
    image
        .fingerprint()
        .ifPresent(f -> recent.put(f, new KnownContent(embedding, image.width(), image.height())));
  }

  /** From now on the readers see all that was put; nothing may be put meanwhile. */
  void refresh() throws IOException {
    readers.maybeRefreshBlocking();
    recent.clear();
  }

  /** Of a content, under whatever name, there or gone. */
  Optional<KnownContent> find(String fingerprint) throws IOException {
    KnownContent put = recent.get(fingerprint);
    return put != null ? Optional.of(put) : read(reader -> find(reader, fingerprint));
  }

  private static Optional<KnownContent> find(DirectoryReader reader, String fingerprint)
      throws IOException {
    var there = Lookup.find(reader, new Term(IndexFields.FINGERPRINT, fingerprint));
    if (there.isPresent()) {
      return Optional.of(content(there.get()));
    }
    var gone = Lookup.find(reader, new Term(IndexFields.GONE, fingerprint));
    return gone.isPresent()
        ? Optional.of(IndexFields.gone(reader.storedFields().document(gone.get().global())))
        : Optional.empty();
  }

  /** Of the picture at a path, when the readers were refreshed last. */
  Optional<KnownContent> find(Path file) throws IOException {
    Term key = new Term(IndexFields.ID, IndexFields.id(file));
    return read(
        reader -> {
          var place = Lookup.find(reader, key);
          return place.isPresent() ? Optional.of(content(place.get())) : Optional.empty();
        });
  }

  /** Where a content was, when the readers were refreshed last. */
  List<Path> paths(String fingerprint) throws IOException {
    return read(
        reader -> {
          List<Path> paths = new ArrayList<>();
          for (Lookup.Place place :
              Lookup.findAll(reader, new Term(IndexFields.FINGERPRINT, fingerprint))) {
            paths.add(image(place).path());
          }
          return paths;
        });
  }

  private static KnownContent content(Lookup.Place place) throws IOException {
    IndexedImage image = image(place);
    return new KnownContent(place.embedding(), image.width(), image.height());
  }

  private static IndexedImage image(Lookup.Place place) throws IOException {
    return IndexFields.image(place.reader().storedFields().document(place.doc()));
  }

  private interface Reading<T> {
    T from(DirectoryReader reader) throws IOException;
  }

  private <T> T read(Reading<T> reading) throws IOException {
    DirectoryReader reader = readers.acquire();
    try {
      return reading.from(reader);
    } finally {
      readers.release(reader);
    }
  }

  @Override
  public void close() throws IOException {
    readers.close();
  }
}
