package org.clipsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ModelIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading on while another writes. */
class LiveIndexTest {
  @TempDir Path directory;

  /** Waits until the index has so many pictures. */
  private static long awaitSize(LiveIndex live, int size) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (true) {
      try (LuceneIndex index = live.current()) {
        if (index.size() == size) {
          return index.generation();
        }
        assertTrue(Instant.now().isBefore(end), "still " + index.size());
      }
      Thread.sleep(20);
    }
  }

  @Test
  void whatIsCommittedIsSeenAndTheGenerationRises() throws Exception {
    TestVectors.write(directory, TestVectors.random(3, 8, 1));
    try (LiveIndex live = LiveIndex.open(directory);
        LuceneIndex before = live.current()) {
      long generation;
      try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, TestVectors.model(8))) {
        writer.put(TestVectors.image(3), TestVectors.random(1, 8, 2).getFirst());
        Thread.sleep(300); // so that it looks again
        try (LuceneIndex index = live.current()) {
          assertEquals(3, index.size(), "what is not committed is not seen");
        }
        writer.commit();
        generation = awaitSize(live, 4);
        writer.remove(TestVectors.image(0).path());
      }
      assertTrue(generation > before.generation());
      assertTrue(awaitSize(live, 3) > generation);
      assertEquals(3, before.size(), "what was taken before stays as it was");
      assertEquals(Optional.of(TestVectors.image(0)), before.image(TestVectors.image(0).id()));
    }
  }

  @Test
  void aPictureIsFoundByItsIdAlone() throws Exception {
    List<Embedding> vectors = TestVectors.random(30, 8, 1);
    TestVectors.write(directory, vectors);
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, TestVectors.model(8))) {
      writer.put(TestVectors.image(7), vectors.get(20)); // in a second segment, the first's is dead
      writer.remove(TestVectors.image(8).path());
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      for (int i = 0; i < 30; i++) {
        IndexedImage image = TestVectors.image(i);
        Embedding vector = vectors.get(i == 7 ? 20 : i);
        assertEquals(i == 8 ? Optional.empty() : Optional.of(image), index.image(image.id()));
        assertEquals(
            i == 8 ? 0 : 1, index.embedding(image.id()).map(vector::cosine).orElse(0.0), 1e-6);
      }
      for (String other : List.of("", "0", "/photos/1.jpg", "../1", "\ud800")) {
        assertEquals(Optional.empty(), index.image(other));
        assertEquals(Optional.empty(), index.embedding(other));
      }
    }
    assertTrue(TestVectors.image(1).id().matches("[0-9a-f]{32}"));
    assertNotEquals(TestVectors.image(1).id(), TestVectors.image(2).id());
  }

  @Test
  void manyReadersNeverSeeAHalfChange() throws Exception {
    List<Embedding> vectors = TestVectors.random(20, 8, 1);
    TestVectors.write(directory, vectors);
    AtomicBoolean done = new AtomicBoolean();
    Set<Long> generations = ConcurrentHashMap.newKeySet();
    try (LiveIndex live = LiveIndex.open(directory);
        ExecutorService readers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int r = 0; r < 4; r++) {
        running.add(
            readers.submit(
                () -> {
                  while (!done.get()) {
                    try (LuceneIndex index = live.current()) {
                      assertEquals(20, index.nearest(vectors.getFirst(), 50).size());
                      generations.add(index.generation());
                    }
                  }
                  return null;
                }));
      }
      try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, TestVectors.model(8))) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (generations.size() < 4 && Instant.now().isBefore(end)) {
          for (int i = 0; i < 20; i++) {
            writer.put(TestVectors.image(i), vectors.get(i));
          }
          writer.commit();
        }
      }
      done.set(true);
      for (Future<?> reader : running) {
        reader.get();
      }
      assertTrue(generations.size() >= 4, "generations seen: " + generations);
    }
  }

  @Test
  void anIndexThatIsTakenAwayAnswersOn() throws Exception {
    TestVectors.write(directory, TestVectors.random(3, 8, 1));
    try (LiveIndex live = LiveIndex.open(directory)) {
      try (var files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Thread.sleep(300); // so that it looks again
      for (int i = 0; i < 2; i++) {
        try (LuceneIndex index = live.current()) {
          assertEquals(3, index.size());
        }
      }
    }
  }

  @Test
  void anIndexMadeAnewWithAnotherModelIsRefused() throws Exception {
    ModelIdentity model = TestVectors.model(8);
    TestVectors.write(directory, TestVectors.random(3, 8, 1));
    try (LiveIndex live = LiveIndex.open(directory)) {
      live.current(model).close();
      try (var files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      TestVectors.write(directory, TestVectors.random(40, 16, 1));
      awaitSize(live, 40);
      IndexException e = assertThrows(IndexException.class, () -> live.current(model));
      assertTrue(e.getMessage().contains("which does not fit model"), e.getMessage());
    }
  }

  @Test
  void whatIsNoIndexIsAnError() throws IOException {
    Path missing = directory.resolve("missing");
    IndexException e = assertThrows(IndexException.class, () -> LiveIndex.open(missing));
    assertTrue(e.getMessage().startsWith("no index in " + missing), e.getMessage());
  }
}
