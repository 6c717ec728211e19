package org.clipsearch.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.Version;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ModelIdentity;

/** A Lucene index as it was when it was opened; a writer does not disturb it. */
public final class LuceneIndex implements ImageIndex {
  /**
   * Up to here every vector is compared, which cannot miss; above, the HNSW graph is searched. Of
   * 512 dimensions so many take 5 ms on one core, and a quarter of that where Java is started with
   * the module for SIMD instructions.
   */
  public static final int EXACT_UP_TO = 15_000;

  private final Path directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final ModelIdentity model;
  private final Closeable release;

  /**
   * Wraps a reader.
   *
   * @param release lets go of it
   * @throws IndexException where it is none of this format
   */
  LuceneIndex(Path directory, DirectoryReader reader, Closeable release) throws IOException {
    this.directory = directory;
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
    this.model = IndexMetadata.read(directory, reader.getIndexCommit().getUserData());
    this.release = release;
  }

  /**
   * Opens an index for searching.
   *
   * @throws IndexException where there is none, or none of this format
   */
  public static LuceneIndex open(Path path) throws IOException {
    if (!Files.isDirectory(path)) { // Lucene would make the directory
      throw missing(path);
    }
    FSDirectory directory = FSDirectory.open(path);
    DirectoryReader opened = null;
    try {
      DirectoryReader reader = DirectoryReader.open(directory);
      opened = reader;
      return new LuceneIndex(path, reader, () -> IOUtils.close(reader, directory));
    } catch (IndexNotFoundException e) {
      directory.close();
      throw missing(path);
    } catch (IOException | RuntimeException e) {
      IOUtils.close(opened, directory);
      throw LuceneFailures.named(path, e);
    }
  }

  /** Whether a directory holds a Lucene index, of whatever kind and in whatever state. */
  public static boolean exists(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (FSDirectory opened = FSDirectory.open(directory)) {
      return DirectoryReader.indexExists(opened);
    }
  }

  /**
   * Refuses what is no index.
   *
   * @throws IndexException says how to make one
   */
  public static void checkExists(Path directory) throws IOException {
    if (!exists(directory)) {
      throw missing(directory);
    }
  }

  /** Of the library. */
  public static String luceneVersion() {
    return Version.LATEST.toString();
  }

  private static IndexException missing(Path directory) {
    return new IndexException(
        "no index in %s; make one with: clipsearch index FOLDER".formatted(directory));
  }

  @Override
  public ModelIdentity model() {
    return model;
  }

  /**
   * Refuses a model whose vectors do not compare with these.
   *
   * @throws IndexException names both models
   */
  public void checkModel(ModelIdentity other) throws IndexException {
    if (!model.sameVectors(other)) {
      throw new IndexException(
          ("the index in %s was made with model %s, which does not fit model %s; take another"
                  + " directory for the index, or delete this one and index again")
              .formatted(directory, model.describe(), other.describe()));
    }
  }

  @Override
  public int size() throws IOException {
    return searcher.count(new FieldExistsQuery(IndexFields.VECTOR));
  }

  /** The files that could not be indexed, in no fixed order. */
  public List<FailedFile> failures() throws IOException {
    Query failed = new PrefixQuery(new Term(IndexFields.FAILED, ""));
    List<FailedFile> failures = new ArrayList<>();
    for (ScoreDoc doc : searcher.search(failed, 1 + searcher.count(failed)).scoreDocs) {
      failures.add(IndexFields.failed(reader.storedFields().document(doc.doc)));
    }
    return failures;
  }

  /** What is done with each picture. */
  @FunctionalInterface
  public interface Each {
    void picture(IndexedImage image) throws IOException;
  }

  /** All pictures, in no fixed order. */
  public void forEach(Each use) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      Bits live = leaf.reader().getLiveDocs();
      for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
        if (live == null || live.get(doc)) {
          Document document = leaf.reader().storedFields().document(doc);
          if (IndexFields.isImage(document)) {
            use.picture(IndexFields.image(document));
          }
        }
      }
    }
  }

  /** Whether a file is here, or failed. */
  boolean knows(Path file) throws IOException {
    String id = IndexFields.id(file);
    return find(id).isPresent()
        || Lookup.find(reader, new Term(IndexFields.FAILED, id)).isPresent();
  }

  /** What others keep with the index. */
  public Map<String, String> notes() throws IOException {
    return IndexMetadata.notes(reader.getIndexCommit().getUserData());
  }

  @Override
  public long generation() {
    return reader.getVersion();
  }

  @Override
  public Optional<IndexedImage> image(String id) throws IOException {
    Optional<Lookup.Place> place = find(id);
    return place.isEmpty()
        ? Optional.empty()
        : Optional.of(IndexFields.image(stored(place.get().global())));
  }

  @Override
  public Optional<Embedding> embedding(String id) throws IOException {
    Optional<Lookup.Place> place = find(id);
    return place.isEmpty() ? Optional.empty() : Optional.of(place.get().embedding());
  }

  private Optional<Lookup.Place> find(String id) throws IOException {
    return Lookup.find(reader, new Term(IndexFields.ID, id));
  }

  @Override
  public List<Hit> nearest(Embedding query, int k) throws IOException {
    return reader.numDocs() <= EXACT_UP_TO ? exact(query, k) : approximate(query, k);
  }

  /** Compares every vector. */
  List<Hit> exact(Embedding query, int k) throws IOException {
    check(query, k);
    return hits(ExactScan.nearest(reader, query.toArray(), k));
  }

  /** Searches the graph. */
  List<Hit> approximate(Embedding query, int k) throws IOException {
    check(query, k);
    return hits(GraphSearch.nearest(searcher, query.toArray(), k));
  }

  private void check(Embedding query, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got: " + k);
    }
    if (query.dimension() != model.dimension()) {
      throw new IllegalArgumentException(
          "a query of %d dimensions, but this index has %d"
              .formatted(query.dimension(), model.dimension()));
    }
  }

  private List<Hit> hits(List<ScoreDoc> found) throws IOException {
    List<Hit> hits = new ArrayList<>();
    for (ScoreDoc doc : found) {
      Document stored = stored(doc.doc);
      IndexedImage image = IndexFields.image(stored);
      hits.add(new Hit(IndexFields.id(stored), image, IndexFields.cosine(doc.score)));
    }
    return hits;
  }

  private Document stored(int doc) throws IOException {
    return reader.storedFields().document(doc);
  }

  @Override
  public void close() throws IOException {
    release.close();
  }
}
