package org.clipsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.clipsearch.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many segments become one when it pays, and nothing is lost by it. */
@Timeout(120)
class CompactionTest {
  private static final int DIMENSION = 8;
  private static final int ENOUGH = LuceneIndex.EXACT_UP_TO + 1000;

  @TempDir Path directory;

  private final List<Embedding> vectors = TestVectors.random(2 * ENOUGH, DIMENSION, 11);

  /** Puts vectors by commits of 2,000, and compacts. */
  private void put(int from, int to) throws Exception {
    try (LuceneIndexWriter writer =
        LuceneIndexWriter.open(directory, TestVectors.model(DIMENSION))) {
      for (int i = from; i < to; i++) {
        writer.put(TestVectors.image(i), vectors.get(i));
        if (i % 2000 == 0) {
          writer.commit();
        }
      }
      writer.commit();
      writer.compact();
      writer.awaitMerges(() -> false);
    }
  }

  private List<Integer> segments() throws IOException {
    try (FSDirectory opened = FSDirectory.open(directory);
        DirectoryReader reader = DirectoryReader.open(opened)) {
      return reader.leaves().stream().map(leaf -> leaf.reader().numDocs()).toList();
    }
  }

  private void assertHolds(int count) throws IOException {
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(count, index.size());
      for (int i : IntStream.range(0, count).filter(i -> i % 500 == 0).toArray()) {
        Hit first = index.approximate(vectors.get(i), 1).getFirst();
        assertEquals(TestVectors.image(i), first.image());
      }
    }
  }

  @Test
  void manyBecomeOneWhichIsLeftAloneUntilAThirdMoreIsThere() throws Exception {
    put(0, ENOUGH);
    assertEquals(List.of(ENOUGH), segments());
    put(ENOUGH, ENOUGH + 4000); // a quarter more
    assertTrue(segments().contains(ENOUGH), () -> "left alone: " + segmentsInWords());
    assertHolds(ENOUGH + 4000);
    put(ENOUGH + 4000, ENOUGH + 6000);
    assertEquals(List.of(ENOUGH + 6000), segments());
    assertHolds(ENOUGH + 6000);
  }

  private String segmentsInWords() {
    try {
      return segments().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void whereAllVectorsAreComparedAnywayNothingIsMerged() throws Exception {
    put(0, 5000);
    assertTrue(segments().size() > 1);
  }
}
