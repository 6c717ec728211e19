package org.clipsearch.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.TextEmbedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedTextEmbedderTest {
  /** Waits at each pass until it may go on, and notes its batches. */
  private static final class FakeTower implements TextEmbedder {
    final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
    final Semaphore begun = new Semaphore(0);
    final Semaphore mayGoOn = new Semaphore(0);

    @Override
    public List<Embedding> embed(List<String> texts) {
      batches.add(texts);
      begun.release();
      mayGoOn.acquireUninterruptibly();
      if (texts.contains("bad")) {
        throw new IllegalArgumentException("bad");
      }
      return texts.stream().map(SharedTextEmbedderTest::vector).toList();
    }
  }

  private static Embedding vector(String text) {
    return Embedding.of(text.length(), text.hashCode(), 1);
  }

  private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

  private ExecutorService askers() {
    return Executors.newFixedThreadPool(
        16,
        task -> {
          Thread thread = new Thread(task);
          threads.add(thread);
          return thread;
        });
  }

  /** Until so many have asked, and wait for their answers. */
  private void awaitAskers(int count) throws InterruptedException {
    while (threads.stream().filter(t -> t.getState() == Thread.State.WAITING).count() < count) {
      Thread.sleep(5);
    }
  }

  @Test
  void textsThatWaitAreOneBatchAndEachAskerGetsItsOwn() throws Exception {
    FakeTower tower = new FakeTower();
    try (SharedTextEmbedder shared = new SharedTextEmbedder(tower);
        ExecutorService askers = askers()) {
      Future<Embedding> first = askers.submit(() -> shared.embed("first"));
      tower.begun.acquire();
      List<Future<Embedding>> others =
          IntStream.range(0, 15)
              .mapToObj(i -> askers.submit(() -> shared.embed("text " + i)))
              .toList();
      awaitAskers(16);
      tower.mayGoOn.release(100);
      assertEquals(vector("first"), first.get());
      for (int i = 0; i < 15; i++) {
        assertEquals(vector("text " + i), others.get(i).get());
      }
    }
    assertEquals(2, tower.batches.size(), tower.batches.toString());
    assertEquals(15, tower.batches.get(1).size());
  }

  @Test
  void recentTextsAreNotEmbeddedAgain() {
    FakeTower tower = new FakeTower();
    tower.mayGoOn.release(100);
    try (SharedTextEmbedder shared = new SharedTextEmbedder(tower)) {
      Embedding once = shared.embed("a");
      assertSame(once, shared.embed("a"));
      assertEquals(List.of(once, vector("b"), once), shared.embed(List.of("a", "b", "a")));
    }
    assertEquals(List.of(List.of("a"), List.of("b")), tower.batches);
  }

  @Test
  void oldTextsAreForgottenAndEmbeddedAgain() {
    FakeTower tower = new FakeTower();
    tower.mayGoOn.release(1000);
    try (SharedTextEmbedder shared = new SharedTextEmbedder(tower)) {
      shared.embed("a");
      shared.embed(IntStream.range(0, 5000).mapToObj(String::valueOf).toList());
      assertEquals(vector("a"), shared.embed("a"));
    }
    assertEquals(2, tower.batches.stream().filter(batch -> batch.contains("a")).count());
    assertTrue(tower.batches.stream().allMatch(batch -> batch.size() <= 64));
  }

  @Test
  void aFailureReachesTheAskerAndIsForgotten() {
    FakeTower tower = new FakeTower();
    tower.mayGoOn.release(100);
    try (SharedTextEmbedder shared = new SharedTextEmbedder(tower)) {
      for (int i = 0; i < 2; i++) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> shared.embed("bad"));
        assertEquals("bad", e.getMessage());
      }
      assertEquals(vector("good"), shared.embed("good"));
    }
    assertEquals(3, tower.batches.size());
  }

  @Test
  void whoWaitsWhenItClosesHearsOfIt() throws Exception {
    FakeTower tower = new FakeTower();
    SharedTextEmbedder shared = new SharedTextEmbedder(tower);
    try (ExecutorService askers = askers()) {
      Future<Embedding> running = askers.submit(() -> shared.embed("running"));
      tower.begun.acquire();
      Future<Embedding> waiting = askers.submit(() -> shared.embed("waiting"));
      awaitAskers(2);
      Thread closer = Thread.ofPlatform().start(shared::close);
      while (closer.getState() != Thread.State.WAITING) { // for the worker, which it interrupted
        Thread.sleep(5);
      }
      tower.mayGoOn.release(100);
      closer.join();
      assertEquals(vector("running"), running.get());
      assertThrows(Exception.class, waiting::get);
    }
  }
}
