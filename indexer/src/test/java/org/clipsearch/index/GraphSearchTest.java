package org.clipsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.FSDirectory;
import org.clipsearch.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches of the graph beside a comparison with all vectors in plain Java. */
class GraphSearchTest {
  private static final int DIMENSION = 32;

  @TempDir Path directory;

  /** Their names in Lucene: what a segment's searches go by, and its graph. */
  private static final String QUANTIZED = "veq";

  private static final String GRAPH = "vex";

  /** Writes vectors, numbered from a first on, into one more segment. */
  private void addSegment(IndexWriterConfig config, int first, List<Embedding> vectors)
      throws IOException {
    try (FSDirectory opened = FSDirectory.open(directory);
        IndexWriter writer = new IndexWriter(opened, config)) {
      for (int i = 0; i < vectors.size(); i++) {
        writer.addDocument(IndexFields.document(TestVectors.image(first + i), vectors.get(i)));
      }
      int dimension = vectors.getFirst().dimension();
      writer.setLiveCommitData(IndexMetadata.write(TestVectors.model(dimension)).entrySet());
    }
  }

  private static IndexWriterConfig ofThisVersion() {
    return new IndexWriterConfig()
        .setCodec(new WideVectorCodec())
        .setRAMBufferSizeMB(100)
        .setMergePolicy(NoMergePolicy.INSTANCE);
  }

  /** Lucene's own codec, by which earlier versions wrote: floats alone. */
  private static IndexWriterConfig ofEarlierVersions() {
    return ofThisVersion().setCodec(new Lucene104Codec());
  }

  /** Of each segment, the bytes of the parts that its vectors have. */
  private List<Map<String, Long>> segments() throws IOException {
    List<Map<String, Long>> segments = new ArrayList<>();
    try (FSDirectory opened = FSDirectory.open(directory);
        DirectoryReader reader = DirectoryReader.open(opened)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        CodecReader codec = (CodecReader) leaf.reader();
        var field = codec.getFieldInfos().fieldInfo(IndexFields.VECTOR);
        segments.add(new TreeMap<>(codec.getVectorReader().getOffHeapByteSize(field)));
      }
    }
    return segments;
  }

  /** How many of the ten nearest of each query are found, of all that there are, at most 1. */
  private double recall(List<Embedding> vectors, Set<Integer> removed) throws IOException {
    int found = 0;
    List<Embedding> queries = TestVectors.random(50, DIMENSION, 99);
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(vectors.size() - removed.size(), index.size());
      for (Embedding query : queries) {
        Set<Path> nearest = new HashSet<>();
        IntStream.range(0, vectors.size())
            .boxed()
            .filter(i -> !removed.contains(i))
            .sorted(Comparator.comparingDouble(i -> -vectors.get(i).cosine(query)))
            .limit(10)
            .forEach(i -> nearest.add(TestVectors.image(i).path()));
        List<Hit> hits = index.approximate(query, 10);
        assertEquals(10, hits.size());
        double last = 1;
        for (Hit hit : hits) {
          int number = (int) hit.image().file().bytes(); // as TestVectors has it
          assertEquals(vectors.get(number).cosine(query), hit.similarity(), 1e-6, "exact");
          assertTrue(hit.similarity() <= last, "best first");
          last = hit.similarity();
          found += nearest.contains(hit.image().path()) ? 1 : 0;
        }
      }
    }
    return found / 10.0 / queries.size();
  }

  @Test
  void segmentsWithAndWithoutAGraphFindWhatAnExactScanFinds() throws Exception {
    List<Embedding> vectors = TestVectors.random(6_000, DIMENSION, 1);
    addSegment(ofThisVersion(), 0, vectors.subList(0, 3_000));
    addSegment(ofThisVersion(), 3_000, vectors.subList(3_000, 5_500));
    addSegment(ofThisVersion(), 5_500, vectors.subList(5_500, 5_999));
    addSegment(ofThisVersion(), 5_999, vectors.subList(5_999, 6_000));
    List<Boolean> haveGraph = segments().stream().map(s -> s.get(GRAPH) > 0).toList();
    assertEquals(List.of(true, true, false, false), haveGraph);
    assertTrue(segments().stream().allMatch(s -> s.get(QUANTIZED) > 0));
    double recall = recall(vectors, Set.of());
    assertTrue(recall >= 0.99, "recall@10 " + recall);
  }

  @Test
  void whatWasRemovedIsNotFoundAndHidesNothing() throws Exception {
    List<Embedding> vectors = TestVectors.random(6_000, DIMENSION, 2);
    addSegment(ofThisVersion(), 0, vectors.subList(0, 4_000));
    addSegment(ofThisVersion(), 4_000, vectors.subList(4_000, 5_000));
    addSegment(ofThisVersion(), 5_000, vectors.subList(5_000, 6_000));
    Set<Integer> removed = new HashSet<>();
    try (LuceneIndexWriter writer =
        LuceneIndexWriter.open(directory, TestVectors.model(DIMENSION))) {
      for (int i = 0; i < vectors.size(); i++) {
        if (i % 4 != 0) {
          removed.add(i);
          writer.remove(TestVectors.image(i).path());
        }
      }
    }
    double recall = recall(vectors, removed);
    assertTrue(recall >= 0.99, "recall@10 " + recall);
  }

  @Test
  void segmentsOfEarlierVersionsAreSearchedAndMergedIntoTheNewFormat() throws Exception {
    List<Embedding> vectors = TestVectors.random(6_000, DIMENSION, 3);
    addSegment(ofEarlierVersions(), 0, vectors.subList(0, 3_000));
    addSegment(ofThisVersion(), 3_000, vectors.subList(3_000, 6_000));
    List<Boolean> quantized = segments().stream().map(s -> s.containsKey(QUANTIZED)).toList();
    assertEquals(List.of(false, true), quantized);
    double recall = recall(vectors, Set.of());
    assertTrue(recall >= 0.99, "mixed: recall@10 " + recall);
    try (FSDirectory opened = FSDirectory.open(directory);
        IndexWriter writer =
            new IndexWriter(opened, new IndexWriterConfig().setCodec(new WideVectorCodec()))) {
      writer.forceMerge(1);
    }
    assertEquals(1, segments().size());
    assertTrue(segments().getFirst().get(QUANTIZED) > 0);
    recall = recall(vectors, Set.of());
    assertTrue(recall >= 0.99, "merged: recall@10 " + recall);
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      for (int i = 0; i < vectors.size(); i += 100) {
        Embedding kept = index.embedding(TestVectors.image(i).id()).orElseThrow();
        assertEquals(vectors.get(i), kept, "the floats are kept to the last bit");
      }
    }
  }

  @Test
  void equallySimilarOnesComeInAFixedOrderEitherWay() throws Exception {
    Embedding same = TestVectors.random(1, DIMENSION, 4).getFirst();
    List<Embedding> others = TestVectors.random(2_500, DIMENSION, 5);
    List<Embedding> vectors = new ArrayList<>(others);
    for (int at : List.of(3, 700, 1_400, 2_100)) {
      vectors.set(at, same);
    }
    addSegment(ofThisVersion(), 0, vectors);
    addSegment(ofThisVersion(), 2_500, List.of(same));
    addSegment(ofThisVersion(), 2_501, List.of(same, others.getFirst()));
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      List<Hit> hits = index.approximate(same, 6);
      List<Long> numbers = hits.stream().map(hit -> hit.image().file().bytes()).toList();
      assertEquals(List.of(3L, 700L, 1_400L, 2_100L, 2_500L, 2_501L), numbers);
      assertEquals(index.exact(same, 6), hits);
      assertEquals(hits.subList(0, 2), index.approximate(same, 2));
      assertEquals(hits.subList(0, 2), index.exact(same, 2));
    }
  }

  @Test
  void widerVectorsThanLucenesLimitHaveAGraph() throws Exception {
    List<Embedding> vectors = TestVectors.random(2_200, 1_280, 6);
    addSegment(ofThisVersion(), 0, vectors);
    assertTrue(segments().getFirst().get(GRAPH) > 0);
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      for (int i = 0; i < vectors.size(); i += 50) {
        Hit first = index.approximate(vectors.get(i), 1).getFirst();
        assertEquals(TestVectors.image(i), first.image());
        assertEquals(1, first.similarity(), 1e-6);
      }
    }
  }

  @Test
  void moreThanThereAreGivesAll() throws Exception {
    addSegment(ofThisVersion(), 0, TestVectors.random(2_600, DIMENSION, 7));
    addSegment(ofThisVersion(), 2_600, TestVectors.random(10, DIMENSION, 8));
    Embedding query = TestVectors.random(1, DIMENSION, 9).getFirst();
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(2_610, index.approximate(query, Integer.MAX_VALUE).size());
      assertEquals(index.exact(query, 3_000), index.approximate(query, 3_000));
    }
  }
}
