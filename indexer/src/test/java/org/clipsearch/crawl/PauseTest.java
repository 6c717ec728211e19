package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.clipsearch.index.LuceneIndexWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PauseTest {
  private final FakeEmbedder embedder = new FakeEmbedder();
  private final AtomicLong nanos = new AtomicLong(-5);
  @TempDir Path directory;

  private void makeIndex() throws IOException {
    LuceneIndexWriter.open(directory, embedder.model()).close();
  }

  @Test
  void othersSeeItAtTheirNextLook() throws IOException {
    makeIndex();
    Pause running = new Pause(directory, nanos::get);
    Pause asked = Pause.at(directory);
    assertFalse(running.isPaused());
    assertTrue(asked.pause());
    assertFalse(asked.pause());
    assertTrue(asked.isPaused());
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(499));
    assertFalse(running.isPaused(), "has looked at the disk too early");
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    assertTrue(running.isPaused());
    assertTrue(asked.resume());
    assertFalse(asked.resume());
    assertFalse(asked.isPaused());
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
    assertFalse(running.isPaused());
  }

  @Test
  void theFileSaysWhoAndHowToGoOn() throws IOException {
    makeIndex();
    Pause.at(directory).pause();
    String content = Files.readString(directory.resolve("paused"));
    assertTrue(content.contains("process " + ProcessHandle.current().pid()), content);
    assertTrue(content.contains("clipsearch resume"), content);
  }

  @Test
  void anIndexWithTheFileIsWrittenAsEver() throws IOException {
    makeIndex();
    Pause.at(directory).pause();
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, embedder.model())) {
      writer.commit();
    }
    assertTrue(Pause.at(directory).isPaused());
  }

  @Test
  void withoutAnIndexThereIsNothingToPause() throws IOException {
    Path none = directory.resolve("none");
    for (Path path : List.of(directory, none)) {
      Pause pause = Pause.at(path);
      assertFalse(pause.isPaused());
      String expected = "no index in %s; make one with: clipsearch index FOLDER".formatted(path);
      assertEquals(expected, assertThrows(IOException.class, pause::pause).getMessage());
      assertEquals(expected, assertThrows(IOException.class, pause::resume).getMessage());
    }
    try (var files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void waitingEndsWhenResumedOrStopped() throws Exception {
    makeIndex();
    Pause pause = Pause.at(directory);
    pause.awaitResume(() -> false);
    pause.pause();
    AtomicInteger asked = new AtomicInteger();
    pause.awaitResume(() -> asked.incrementAndGet() == 3);
    assertEquals(3, asked.get());
    AtomicBoolean resumed = new AtomicBoolean();
    Pause.at(directory).resume();
    pause.awaitResume(
        () -> {
          resumed.set(true);
          return false;
        });
    assertTrue(resumed.get());
  }
}
