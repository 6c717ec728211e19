package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clipsearch.index.IndexFiles;
import org.clipsearch.index.LuceneIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it indexes, again and again, costs seconds and nothing else. */
@Timeout(300)
class KillTest {
  /** With {@code -Pslow}, 30. */
  private static final int KILLS = Integer.getInteger("clipsearch.kills", 5);

  private static final int FILES = 6000;
  private static final int COPIES = 100;

  @TempDir Path directory;

  @Test
  void killedAtAnyMomentItEndsAsIfNothingHadHappened() throws Exception {
    Library library = new Library(directory);
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      String name = "year%d/img%d.jpg".formatted(i % 7, i);
      String content = i % 50 == 7 ? "bad " + i : "picture " + i % (FILES - COPIES);
      library.write(name, content);
      if (!content.startsWith("bad")) {
        expected.put(name, content);
      }
    }
    long seed = System.nanoTime();
    System.out.println("killing with seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    int before = 0;
    List<Integer> sizes = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      killAfter(
          KilledCrawl.start(library),
          random.nextInt(2 + 3 * FILES / library.embedder.batch() / KILLS),
          random);
      int size = size(library);
      assertTrue(size >= before, "what was committed is kept");
      before = size;
      sizes.add(size);
    }
    System.out.println("indexed after each kill: " + sizes);
    assertEquals(0, KilledCrawl.start(library).waitFor(), "the last run goes through");
    assertEquals(expected, library.indexed());
    try (LuceneIndex index = LuceneIndex.open(library.index)) {
      assertEquals(expected.size(), index.size());
      assertEquals(FILES - expected.size(), index.failures().size());
    }
    assertEquals(List.of(), leftovers(library.index));
    CrawlReport again = library.crawl();
    assertEquals(expected.size(), again.unchanged());
    assertEquals(0, again.added() + again.updated() + again.reused() + again.removed());
  }

  /** So many lines after its start, and some milliseconds more. */
  private static void killAfter(Process process, int lines, SplittableRandom random)
      throws Exception {
    String last = null;
    try (BufferedReader said = process.inputReader()) {
      for (int i = 0; i <= lines; i++) {
        String line = said.readLine();
        if (line == null) {
          break; // done before
        }
        last = line;
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(30_000));
      process.destroyForcibly();
      process.waitFor();
    }
    System.out.printf("killed at line %d, after: %s, exit %d%n", lines, last, process.exitValue());
  }

  private static int size(Library library) throws IOException {
    if (!LuceneIndex.exists(library.index)) {
      return 0; // killed before its first commit
    }
    try (LuceneIndex index = LuceneIndex.open(library.index)) {
      return index.size();
    }
  }

  /** What no index needs that nobody writes to. */
  private static List<Path> leftovers(Path index) throws IOException {
    List<String> needed = IndexFiles.needed(index);
    try (Stream<Path> files = Files.list(index)) {
      return files
          .filter(file -> !needed.contains(file.getFileName().toString()))
          .filter(file -> !file.endsWith("write.lock"))
          .toList();
    }
  }
}
