package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailCacheTest {
  @TempDir Path directory;
  private final AtomicInteger made = new AtomicInteger();

  private byte[] make(int size) {
    made.incrementAndGet();
    return new byte[size];
  }

  private static String key(int number) {
    return "%02x-thumbnail".formatted(number);
  }

  private long bytesOnDisk() throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void whatIsKeptIsNotMadeAgainEvenByAnotherProcess() throws Exception {
    ThumbnailCache cache = new ThumbnailCache(directory.resolve("new"), 1_000);
    byte[] first = cache.get("ab", () -> new byte[] {1, 2});
    assertArrayEquals(first, cache.get("ab", () -> make(1)));
    ThumbnailCache other = new ThumbnailCache(directory.resolve("new"), 1_000);
    assertArrayEquals(first, other.get("ab", () -> make(1)));
    assertEquals(0, made.get());
  }

  @Test
  void theBoundHoldsAndWhatWasUsedLastStays() throws Exception {
    ThumbnailCache cache = new ThumbnailCache(directory, 1_000);
    for (int i = 0; i < 10; i++) {
      cache.get(key(i), () -> make(100));
      Path file = directory.resolve("%02x".formatted(i)).resolve(key(i));
      Files.setLastModifiedTime(
          file, FileTime.from(Instant.now().minus(Duration.ofHours(100 - i))));
    }
    cache.get(key(0), () -> make(100)); // the oldest, used again
    assertEquals(10, made.get());
    cache.get(key(10), () -> make(100));
    assertTrue(bytesOnDisk() <= 900, String.valueOf(bytesOnDisk()));
    cache.get(key(0), () -> make(100));
    cache.get(key(9), () -> make(100));
    cache.get(key(10), () -> make(100));
    assertEquals(11, made.get(), "those were kept");
    cache.get(key(1), () -> make(100));
    assertEquals(12, made.get(), "that was the oldest");
    for (int i = 0; i < 200; i++) {
      cache.get(key(i), () -> make(100));
      assertTrue(bytesOnDisk() <= 1_000, String.valueOf(bytesOnDisk()));
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenToIsAnInconvenience() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");
    ThumbnailCache cache = new ThumbnailCache(file.resolve("below"), 1_000);
    assertEquals(7, cache.get("ab", () -> make(7)).length);
    assertEquals(7, cache.get("ab", () -> make(7)).length);
  }

  @Test
  void aFailureIsPassedOnAndNotKept() throws Exception {
    ThumbnailCache cache = new ThumbnailCache(directory, 1_000);
    assertThrows(
        IOException.class,
        () ->
            cache.get(
                "ab",
                () -> {
                  throw new IOException("damaged");
                }));
    assertEquals(3, cache.get("ab", () -> make(3)).length);
    try (var files = Files.walk(directory)) {
      assertEquals(1, files.filter(Files::isRegularFile).count(), "and nothing half done");
    }
  }

  @Test
  void manyAtOnceGetWhatTheyAskFor() throws Exception {
    ThumbnailCache cache = new ThumbnailCache(directory, 2_000);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 300; i++) {
                    int size = 50 + i % 100;
                    assertEquals(size, cache.get(key(i % 100), () -> make(size)).length);
                  }
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    assertTrue(bytesOnDisk() <= 2_000);
  }
}
