package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ModelIdentity;

/** A Lucene index as it was when it was opened; a writer does not disturb it. */
public final class LuceneIndex implements ImageIndex {
  /**
   * Up to here every vector is compared, which cannot miss; above, the HNSW graph is searched.
   * 10,000 vectors of 512 are 20 MB to read, a few milliseconds.
   */
  static final int EXACT_UP_TO = 10_000;

  /** Candidates that a search of the graph keeps: more find more, and take longer. */
  private static final int SEARCH_WIDTH = 400;

  private final Path directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final ModelIdentity model;

  private LuceneIndex(Path directory, DirectoryReader reader, ModelIdentity model) {
    this.directory = directory;
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
    this.model = model;
  }

  /**
   * Opens an index for searching.
   *
   * @throws IndexException where there is none, or none of this format
   */
  public static LuceneIndex open(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) { // Lucene would make the directory
      throw missing(directory);
    }
    DirectoryReader reader = null;
    try {
      reader = DirectoryReader.open(FSDirectory.open(directory));
      ModelIdentity model = IndexMetadata.read(directory, reader.getIndexCommit().getUserData());
      return new LuceneIndex(directory, reader, model);
    } catch (IndexNotFoundException e) {
      throw missing(directory);
    } catch (IOException | RuntimeException e) {
      if (reader != null) {
        reader.close();
      }
      throw LuceneFailures.named(directory, e);
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
          "the index in %s was made with model %s, which does not fit model %s"
              .formatted(directory, model.describe(), other.describe()));
    }
  }

  @Override
  public int size() {
    return reader.numDocs();
  }

  @Override
  public List<Hit> nearest(Embedding query, int k) throws IOException {
    return size() <= EXACT_UP_TO ? exact(query, k) : approximate(query, k);
  }

  /** Compares every vector. */
  List<Hit> exact(Embedding query, int k) throws IOException {
    check(query, k);
    return hits(ExactScan.nearest(reader, query.toArray(), k));
  }

  /** Searches the graph. */
  List<Hit> approximate(Embedding query, int k) throws IOException {
    check(query, k);
    int wanted = Math.clamp(k, 1, Math.max(1, size()));
    int width = Math.max(SEARCH_WIDTH, wanted);
    KnnFloatVectorQuery knn = new KnnFloatVectorQuery(IndexFields.VECTOR, query.toArray(), width);
    ScoreDoc[] found = searcher.search(knn, wanted).scoreDocs;
    return hits(List.of(found));
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
    StoredFields stored = searcher.storedFields();
    List<Hit> hits = new ArrayList<>();
    for (ScoreDoc doc : found) {
      IndexedImage image = IndexFields.image(stored.document(doc.doc, IndexFields.STORED));
      hits.add(new Hit(image, IndexFields.cosine(doc.score)));
    }
    return hits;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    reader.directory().close();
  }
}
