package org.clipsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;
import org.clipsearch.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes as earlier versions left them. */
class IndexUpgradeTest {
  private static final int COUNT = 50;

  @TempDir Path directory;

  private final List<Embedding> vectors = TestVectors.random(COUNT, 8, 1);

  /** Format 1: the URI was the key, and there was no id. */
  private void writeFormat1(boolean isDamaged) throws IOException {
    try (FSDirectory opened = FSDirectory.open(directory);
        IndexWriter writer = new IndexWriter(opened, new IndexWriterConfig())) {
      for (int i = 0; i < COUNT; i++) {
        IndexedImage image = TestVectors.image(i);
        Document document = new Document();
        String uri = image.path().toUri().toString();
        document.add(new StringField("uri", uri, Field.Store.YES));
        long modified = image.file().modified().toEpochMilli() * 1_000_000;
        for (Map.Entry<String, Long> number :
            Map.of("bytes", image.file().bytes(), "modified", modified).entrySet()) {
          document.add(new StoredField(number.getKey(), number.getValue()));
          document.add(new NumericDocValuesField(number.getKey(), number.getValue()));
        }
        document.add(new StoredField("width", image.width()));
        if (!isDamaged || i < COUNT - 1) {
          document.add(new StoredField("height", image.height()));
        }
        document.add(
            new KnnFloatVectorField(
                "vector", vectors.get(i).toArray(), VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
      }
      writer.deleteDocuments(new Term("uri", TestVectors.image(7).path().toUri().toString()));
      Map<String, String> data = new TreeMap<>(IndexMetadata.write(TestVectors.model(8)));
      data.put("clipsearch.format", "1");
      writer.setLiveCommitData(data.entrySet());
    }
  }

  @Test
  void anEarlierFormatKeepsPicturesAndVectors() throws IOException {
    writeFormat1(false);
    assertTrue(IndexUpgrade.isNeeded(directory));
    IOException refused = assertThrows(IndexException.class, () -> LuceneIndex.open(directory));
    assertTrue(refused.getMessage().contains("clipsearch upgrade --index " + directory));
    assertEquals(COUNT - 1, IndexUpgrade.run(directory));
    assertFalse(IndexUpgrade.isNeeded(directory));
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(COUNT - 1, index.size());
      assertEquals(TestVectors.model(8), index.model());
      for (int i = 0; i < COUNT; i++) {
        IndexedImage image = TestVectors.image(i);
        if (i == 7) {
          assertTrue(index.image(image.id()).isEmpty(), "what was removed stays so");
        } else {
          assertEquals(image, index.image(image.id()).orElseThrow());
          assertEquals(vectors.get(i), index.embedding(image.id()).orElseThrow());
        }
      }
      assertEquals(index.exact(vectors.getFirst(), 10), index.approximate(vectors.getFirst(), 10));
    }
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, TestVectors.model(8))) {
      writer.remove(TestVectors.image(3).path());
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(COUNT - 2, index.size(), "the new key removes");
    }
  }

  @Test
  void anIndexThatAnEarlierLuceneBeganBecomesOneOfThis() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/lucene-9.12"))) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName().toString()));
      }
    }
    assertTrue(IndexUpgrade.isNeeded(directory));
    assertEquals(4, IndexUpgrade.run(directory));
    assertFalse(IndexUpgrade.isNeeded(directory));
    try (FSDirectory opened = FSDirectory.open(directory)) {
      SegmentInfos commit = SegmentInfos.readLatestCommit(opened);
      assertEquals(Version.LATEST.major, commit.getIndexCreatedVersionMajor());
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      Embedding third = Embedding.of(0, 0, 0, 1);
      assertEquals(TestVectors.image(3), index.nearest(third, 1).getFirst().image());
    }
  }

  @Test
  void whatFailsHalfwayLeavesTheIndexAsItWas() throws IOException {
    writeFormat1(true);
    assertThrows(RuntimeException.class, () -> IndexUpgrade.run(directory));
    assertTrue(IndexUpgrade.isNeeded(directory));
    try (FSDirectory opened = FSDirectory.open(directory)) {
      SegmentInfos commit = SegmentInfos.readLatestCommit(opened);
      assertEquals("1", commit.getUserData().get("clipsearch.format"));
      assertEquals(COUNT, commit.totalMaxDoc());
    }
  }

  @Test
  void whatIsWrittenToMeanwhileIsLeft() throws Exception {
    TestVectors.write(directory, vectors);
    try (LuceneIndexWriter _ = LuceneIndexWriter.open(directory, TestVectors.model(8))) {
      IOException e = assertThrows(IndexException.class, () -> IndexUpgrade.run(directory));
      assertTrue(e.getMessage().contains("is writing to this index"), e.getMessage());
    }
  }

  @Test
  void newFoldersAndNewerVersionsNeedNone() throws Exception {
    assertFalse(IndexUpgrade.isNeeded(directory));
    TestVectors.write(directory, vectors);
    assertFalse(IndexUpgrade.isNeeded(directory));
    try (FSDirectory opened = FSDirectory.open(directory);
        IndexWriter writer = new IndexWriter(opened, new IndexWriterConfig())) {
      writer.setLiveCommitData(Map.of("clipsearch.format", "99").entrySet());
    }
    assertFalse(IndexUpgrade.isNeeded(directory));
    IOException e = assertThrows(IndexException.class, () -> LuceneIndex.open(directory));
    assertEquals(directory + ": written by a newer version of clipsearch", e.getMessage());
  }
}
