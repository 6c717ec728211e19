package org.clipsearch.vectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

/** Searches an index that {@link IndexBuild} wrote, in the calling thread. */
public final class IndexSearch implements VectorIndex {
  /** What stands for the floats, where searches do not go by these. */
  static final String QUANTIZED = "veq";

  private static final Comparator<ScoreDoc> BEST_FIRST =
      Comparator.comparingDouble((ScoreDoc d) -> d.score).reversed().thenComparingInt(d -> d.doc);

  private final String format;
  private final FSDirectory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  /**
   * Opens one.
   *
   * @param format by its name
   */
  IndexSearch(String format, Path path) throws IOException {
    this.format = format;
    this.directory = FSDirectory.open(path);
    this.reader = DirectoryReader.open(directory);
    this.searcher = new IndexSearcher(reader);
  }

  String format() {
    return format;
  }

  /** How many vectors there are. */
  int size() {
    return reader.numDocs();
  }

  /** Of all files. */
  long bytes() throws IOException {
    long bytes = 0;
    for (String file : reader.getIndexCommit().getFileNames()) {
      bytes += directory.fileLength(file);
    }
    return bytes;
  }

  /** How many vectors each segment has, from the largest to the smallest. */
  List<Integer> segments() {
    return reader.leaves().stream()
        .map(leaf -> leaf.reader().numDocs())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** What writing the index took. */
  Effort effort() throws IOException {
    return Effort.read(reader.getIndexCommit().getUserData());
  }

  /**
   * The bytes of each part of the vectors' data, by the name that Lucene gives its file: {@code
   * vec} the floats, {@code veq} what stands for them, {@code vex} the graph.
   */
  Map<String, Long> parts() {
    Map<String, Long> parts = new TreeMap<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      CodecReader codec = (CodecReader) leaf.reader();
      FieldInfo field = codec.getFieldInfos().fieldInfo(IndexBuild.VECTOR);
      codec
          .getVectorReader()
          .getOffHeapByteSize(field)
          .forEach((name, bytes) -> parts.merge(name, bytes, Long::sum));
    }
    return parts;
  }

  @Override
  public IndexFigures figures() throws IOException {
    return IndexFigures.of(this, effort(), true);
  }

  /** Those of the graph, then the comparison of all. */
  @Override
  public List<Search> searches(List<Integer> widths, OptionalInt rescore) {
    boolean quantized = parts().containsKey(QUANTIZED);
    List<Search> searches = new ArrayList<>();
    for (int width : widths) {
      int rescored = quantized ? Math.min(width, rescore.orElse(width)) : 0;
      searches.add(new Search(width, rescored, (q, k) -> nearest(q, k, width, rescored)));
    }
    searches.add(new Search(0, 0, this::exact));
    return searches;
  }

  /**
   * Searches the graph.
   *
   * @param width candidates that the search keeps; at least k
   * @param rescored how many of the best of them are compared again by their floats; none where the
   *     search itself went by floats
   */
  int[] nearest(float[] query, int k, int width, int rescored) throws IOException {
    KnnFloatVectorQuery knn = new KnnFloatVectorQuery(IndexBuild.VECTOR, query, width);
    ScoreDoc[] found = searcher.search(knn, Math.max(k, Math.min(width, rescored))).scoreDocs;
    if (rescored > 0) {
      rescore(found, query);
    }
    return Arrays.stream(found).limit(k).mapToInt(d -> d.doc).toArray();
  }

  private void rescore(ScoreDoc[] found, float[] query) throws IOException {
    Arrays.sort(found, Comparator.comparingInt(d -> d.doc));
    VectorScorer scorer = null;
    DocIdSetIterator vectors = null;
    int docBase = 0;
    int end = 0;
    for (ScoreDoc one : found) {
      if (one.doc >= end) {
        LeafReaderContext leaf = leaf(one.doc);
        scorer = leaf.reader().getFloatVectorValues(IndexBuild.VECTOR).rescorer(query);
        vectors = scorer.iterator();
        docBase = leaf.docBase;
        end = docBase + leaf.reader().maxDoc();
      }
      vectors.advance(one.doc - docBase);
      one.score = scorer.score();
    }
    Arrays.sort(found, BEST_FIRST);
  }

  /** Compares all vectors by their floats. */
  int[] exact(float[] query, int k) throws IOException {
    PriorityQueue<ScoreDoc> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());
    DocAndFloatFeatureBuffer some = new DocAndFloatFeatureBuffer();
    for (LeafReaderContext leaf : reader.leaves()) {
      VectorScorer.Bulk scorer =
          leaf.reader().getFloatVectorValues(IndexBuild.VECTOR).rescorer(query).bulk(null);
      scorer.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, null, some);
      while (some.size > 0) {
        for (int i = 0; i < some.size; i++) {
          if (worstFirst.size() < k || some.features[i] > worstFirst.element().score) {
            worstFirst.add(new ScoreDoc(leaf.docBase + some.docs[i], some.features[i]));
            if (worstFirst.size() > k) {
              worstFirst.remove();
            }
          }
        }
        scorer.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, null, some);
      }
    }
    return worstFirst.stream().sorted(BEST_FIRST).mapToInt(d -> d.doc).toArray();
  }

  @Override
  public int number(int doc) throws IOException {
    LeafReaderContext leaf = leaf(doc);
    NumericDocValues numbers = leaf.reader().getNumericDocValues(IndexBuild.NUMBER);
    numbers.advanceExact(doc - leaf.docBase);
    return (int) numbers.longValue();
  }

  private LeafReaderContext leaf(int doc) {
    return reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(reader, directory);
  }
}
