package org.clipsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.metadata.PhotoMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneIndexTest {
  @TempDir Path directory;

  @Test
  void whatIsPutComesBackBestFirst() throws Exception {
    List<Embedding> vectors = TestVectors.random(500, 32, 1);
    TestVectors.write(directory, vectors);
    Embedding query = TestVectors.random(1, 32, 2).getFirst();
    List<Integer> expected =
        IntStream.range(0, vectors.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -vectors.get(i).cosine(query)))
            .limit(20)
            .toList();
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(500, index.size());
      List<Hit> hits = index.nearest(query, 20);
      for (int i = 0; i < 20; i++) {
        assertEquals(TestVectors.image(expected.get(i)), hits.get(i).image());
        double cosine = vectors.get(expected.get(i)).cosine(query);
        assertEquals(cosine, hits.get(i).similarity(), 1e-6);
      }
      assertEquals(500, index.nearest(query, Integer.MAX_VALUE).size());
      assertEquals(500, index.approximate(query, Integer.MAX_VALUE).size());
    }
  }

  @Test
  void graphFindsWhatAnExactScanFinds() throws Exception {
    TestVectors.write(directory, TestVectors.random(16_000, 16, 3));
    int found = 0;
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertTrue(index.size() > LuceneIndex.EXACT_UP_TO);
      for (Embedding query : TestVectors.random(50, 16, 4)) {
        Set<Hit> exact = new HashSet<>(index.exact(query, 10));
        List<Hit> nearest = index.nearest(query, 10);
        assertEquals(index.approximate(query, 10), nearest);
        found += (int) nearest.stream().filter(exact::contains).count();
      }
    }
    assertTrue(found >= 490, "recall@10 " + found / 500.0);
  }

  @Test
  void widerVectorsThanLucenesLimitWork() throws Exception {
    List<Embedding> vectors = TestVectors.random(50, 1280, 5);
    TestVectors.write(directory, vectors);
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      for (int i = 0; i < vectors.size(); i++) {
        Hit first = index.approximate(vectors.get(i), 1).getFirst();
        assertEquals(TestVectors.image(i), first.image());
      }
    }
  }

  @Test
  void puttingAgainReplacesAndRemovingRemoves() throws Exception {
    List<Embedding> vectors = TestVectors.random(3, 8, 6);
    TestVectors.write(directory, vectors);
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, TestVectors.model(8))) {
      writer.put(TestVectors.image(0), vectors.get(1));
      writer.remove(TestVectors.image(2).path());
      writer.remove(Path.of("/never/there"));
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(2, index.size());
      List<Hit> hits = index.nearest(vectors.get(1), 5);
      assertEquals(1, hits.get(0).similarity(), 1e-6);
      assertEquals(1, hits.get(1).similarity(), 1e-6);
    }
  }

  /** The last is no valid UTF-8. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%20b/%C3%BC%20%E7%85%A7%E7%89%87.jpg",
        "/new%0Aline.jpg",
        "/q%22uote'.jpg",
        "/per%2520cent%23%3F.jpg",
        "/broken%FF%FE.jpg"
      })
  void anyNameIsKept(String name) throws Exception {
    Embedding vector = Embedding.of(1, 2);
    Instant modified = Instant.ofEpochSecond(1_700_000_000, 123_456_789);
    IndexedImage image =
        new IndexedImage(
            new FileStamp(Path.of(URI.create("file://" + name)), 7, modified),
            Optional.of("f".repeat(32)),
            40,
            30,
            PhotoMetadata.NONE,
            "new line");
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, TestVectors.model(2))) {
      writer.put(image, vector);
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(image, index.nearest(vector, 1).getFirst().image());
    }
  }

  @Test
  void modelIsRecordedAndAnotherIsRefused() throws Exception {
    ModelIdentity one =
        new ModelIdentity("one", Optional.of(Path.of("/m/one")), "a".repeat(64), 2, "p");
    LuceneIndexWriter.open(directory, one).close();
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(one, index.model());
      assertEquals(0, index.size());
      assertEquals(List.of(), index.nearest(Embedding.of(1, 0), 3));
    }
    ModelIdentity renamed = new ModelIdentity("uno", Optional.empty(), "a".repeat(64), 2, "p");
    LuceneIndexWriter.open(directory, renamed).close();
    ModelIdentity two = new ModelIdentity("two", Optional.empty(), "b".repeat(64), 2, "p");
    IndexException e =
        assertThrows(IndexException.class, () -> LuceneIndexWriter.open(directory, two));
    assertTrue(e.getMessage().contains("uno (weights aaaaaaaaaaaa…)"), e.getMessage());
    assertTrue(e.getMessage().contains("two (weights bbbbbbbbbbbb…)"), e.getMessage());
    ModelIdentity otherPixels = new ModelIdentity("one", Optional.empty(), "a".repeat(64), 2, "q");
    assertThrows(IndexException.class, () -> LuceneIndexWriter.open(directory, otherPixels));
  }

  @Test
  void oneWriterAtATimeAndReadersGoOn() throws Exception {
    ModelIdentity model = TestVectors.model(2);
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, model)) {
      writer.put(TestVectors.image(1), Embedding.of(1, 0));
      writer.commit();
      writer.put(TestVectors.image(2), Embedding.of(1, 0));
      IndexException e =
          assertThrows(IndexException.class, () -> LuceneIndexWriter.open(directory, model));
      String holder = "process %d, since ".formatted(ProcessHandle.current().pid());
      assertTrue(e.getMessage().contains(holder), e.getMessage());
      try (LuceneIndex index = LuceneIndex.open(directory)) {
        assertEquals(1, index.size());
      }
    }
  }

  @Test
  void killBeforeTheFirstCommitLeavesAUsableIndex(@TempDir Path copy) throws Exception {
    ModelIdentity model = TestVectors.model(2);
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, model)) {
      writer.put(TestVectors.image(1), Embedding.of(1, 0));
      try (var files = Files.list(directory)) {
        for (Path file : files.toList()) { // what a kill at this moment leaves behind
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    LuceneIndexWriter.open(copy, model).close();
    try (LuceneIndex index = LuceneIndex.open(copy)) {
      assertEquals(0, index.size());
    }
  }

  @Test
  void whatIsNoIndexIsAnError() throws IOException {
    Path missing = directory.resolve("missing");
    IndexException e = assertThrows(IndexException.class, () -> LuceneIndex.open(missing));
    assertTrue(e.getMessage().startsWith("no index in " + missing), e.getMessage());
    assertFalse(Files.exists(missing));
    assertThrows(IndexException.class, () -> LuceneIndex.open(directory));
    Files.writeString(directory.resolve("photo.jpg"), "x");
    e =
        assertThrows(
            IndexException.class, () -> LuceneIndexWriter.open(directory, TestVectors.model(2)));
    assertTrue(e.getMessage().contains("holds other files"), e.getMessage());
  }

  @Test
  void damagedIndexIsAnErrorThatNamesIt() throws Exception {
    TestVectors.write(directory, TestVectors.random(3, 8, 7));
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(f -> !f.endsWith("write.lock")).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    IOException e = assertThrows(IOException.class, () -> LuceneIndex.open(directory));
    assertTrue(e.getMessage().contains(directory.toString()), e.getMessage());
  }

  @Test
  void impossibleQuestionsAreRefused() throws Exception {
    TestVectors.write(directory, TestVectors.random(3, 8, 8));
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      Embedding fits = TestVectors.random(1, 8, 1).getFirst();
      assertThrows(IllegalArgumentException.class, () -> index.nearest(fits, 0));
      assertThrows(IllegalArgumentException.class, () -> index.nearest(Embedding.of(1, 2), 1));
    }
  }

  @Test
  void indexOfAnOlderLuceneIsSearchedAndWrittenTo() throws Exception {
    Path old = Path.of("src/test/resources/lucene-9.12");
    try (var files = Files.list(old)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName().toString()));
      }
    }
    Embedding third = Embedding.of(0, 0, 0, 1);
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(4, index.size());
      assertEquals(TestVectors.image(3), index.nearest(third, 1).getFirst().image());
      assertEquals(TestVectors.image(3), index.approximate(third, 1).getFirst().image());
    }
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, TestVectors.model(4))) {
      writer.put(TestVectors.image(9), third);
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      assertEquals(5, index.size());
    }
  }
}
