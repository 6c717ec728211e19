package org.clipsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.lucene.store.IOContext;
import org.clipsearch.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fills up costs what was not committed, and nothing else. */
@Timeout(120)
class FullDiskTest {
  private static final int DIMENSION = 64;

  @TempDir Path directory;

  private final List<Embedding> vectors = TestVectors.random(3000, DIMENSION, 5);
  private final AtomicReference<FullDisk> disk = new AtomicReference<>();

  private LuceneIndexWriter open(Predicate<IOContext> hit) throws IOException {
    return LuceneIndexWriter.open(
        directory,
        TestVectors.model(DIMENSION),
        real -> {
          disk.set(new FullDisk(real, hit));
          return disk.get();
        });
  }

  private void put(LuceneIndexWriter writer, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      writer.put(TestVectors.image(i), vectors.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, 10_000, 100_000, 300_000})
  void fullWhileWritingKeepsWhatWasCommitted(long free) throws IOException {
    LuceneIndexWriter writer = open(context -> true);
    put(writer, 0, 1000);
    writer.commit();
    disk.get().leave(free);
    IOException e =
        assertThrows(
            IndexException.class,
            () -> {
              put(writer, 1000, 3000);
              writer.commit();
            });
    assertTrue(e.getMessage().startsWith(directory + ": the disk is full"), e.getMessage());
    try {
      writer.close();
    } catch (IndexException again) {
      assertTrue(again.getMessage().contains("the disk is full"), again.getMessage());
    }
    assertHolds(1000);
    goOn(1000);
  }

  @Test
  void fullWhileMergingKeepsWhatWasCommitted() throws Exception {
    LuceneIndexWriter writer = open(context -> context.context() == IOContext.Context.MERGE);
    disk.get().leave(1000);
    int committed = 0;
    try {
      while (committed < 3000) {
        put(writer, committed, committed + 50); // until there are segments enough to be merged
        writer.commit();
        committed += 50;
        writer.awaitMerges(() -> false);
      }
      throw new AssertionError("no merge failed");
    } catch (IndexException e) {
      assertTrue(e.getMessage().startsWith(directory + ": the disk is full"), e.getMessage());
    }
    writer.close();
    assertTrue(committed > 0);
    assertHolds(committed);
    goOn(committed);
  }

  private void assertHolds(int count) throws IOException {
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(count, index.size());
      for (int i = 0; i < count; i += 97) {
        String id = TestVectors.image(i).id();
        assertEquals(vectors.get(i), index.embedding(id).orElseThrow());
      }
    }
  }

  /** With room again. */
  private void goOn(int from) throws IOException {
    try (LuceneIndexWriter writer =
        LuceneIndexWriter.open(directory, TestVectors.model(DIMENSION))) {
      put(writer, from, 3000);
    }
    assertHolds(3000);
  }
}
