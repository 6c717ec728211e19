package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.LuceneIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A decoder that kills the process twice over a file is not given it a third time. */
@Timeout(60)
class CrashJournalTest {
  @TempDir Path directory;

  /** What a process leaves that dies while it decodes. */
  private void dieOver(Path... files) throws IOException {
    CrashJournal journal = new CrashJournal(directory, 4);
    byte[] left = {};
    var flights = new java.util.ArrayList<CrashJournal.Flight>();
    for (Path file : files) {
      flights.add(journal.begin(file));
      left = Files.readAllBytes(directory.resolve(CrashJournal.IN_FLIGHT));
      if (journal.isSuspect(file)) {
        break; // nothing else is in flight beside it
      }
    }
    byte[] suspects = bytes(CrashJournal.SUSPECTS);
    flights.forEach(CrashJournal.Flight::close);
    journal.close();
    Files.write(directory.resolve(CrashJournal.IN_FLIGHT), left);
    Files.write(directory.resolve(CrashJournal.SUSPECTS), suspects);
  }

  private byte[] bytes(String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  private List<Path> twice() throws IOException {
    try (CrashJournal journal = new CrashJournal(directory, 4)) {
      return journal.twice();
    }
  }

  @Test
  void onceIsNoReason() throws IOException {
    dieOver(Path.of("/a.jpg"), Path.of("/b.jpg"));
    assertEquals(List.of(), twice());
  }

  @Test
  void whoIsInFlightTwiceIsTold() throws IOException {
    dieOver(Path.of("/a.jpg"), Path.of("/照片 \n.jpg"));
    dieOver(Path.of("/照片 \n.jpg"));
    assertEquals(List.of(Path.of("/照片 \n.jpg")), twice());
    assertEquals(List.of(), twice(), "and told once");
  }

  @Test
  void whoComesThroughIsNoSuspectAnyMore() throws IOException {
    dieOver(Path.of("/a.jpg"));
    try (CrashJournal journal = new CrashJournal(directory, 4)) {
      assertTrue(journal.isSuspect(Path.of("/a.jpg")));
      journal.begin(Path.of("/a.jpg")).close();
    }
    dieOver(Path.of("/a.jpg"));
    assertEquals(List.of(), twice());
  }

  @Test
  void nothingIsLeftOfARunThatEnds() throws IOException {
    try (CrashJournal journal = new CrashJournal(directory, 4)) {
      journal.begin(Path.of("/a.jpg")).close();
    }
    try (var files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aSuspectIsDecodedAlone() throws Exception {
    dieOver(Path.of("/a.jpg"));
    try (CrashJournal journal = new CrashJournal(directory, 4)) {
      CrashJournal.Flight other = journal.begin(Path.of("/b.jpg"));
      Thread suspect = Thread.ofPlatform().start(() -> journal.begin(Path.of("/a.jpg")).close());
      assertFalse(suspect.join(java.time.Duration.ofMillis(200)), "it waits for the other");
      other.close();
      assertTrue(suspect.join(java.time.Duration.ofSeconds(30)));
    }
  }

  @Test
  void aProcessThatDiesOfAFileMarksItFailedAndGoesOn() throws Exception {
    Library library = new Library(directory);
    for (int i = 0; i < 50; i++) {
      library.write(i + ".jpg", i == 20 ? "deadly" : "picture " + i);
    }
    int deaths = 0;
    while (run(library) != 0) {
      deaths++;
      assertTrue(deaths < 5, "it recurs");
    }
    assertEquals(2, deaths);
    assertEquals(49, library.indexed().size());
    try (LuceneIndex index = LuceneIndex.open(library.index)) {
      FailedFile failed = index.failures().getFirst();
      assertEquals(library.folder.resolve("20.jpg"), failed.path());
      assertEquals(FailedFile.Stage.CRASH, failed.stage());
    }
  }

  private static int run(Library library) throws Exception {
    Process process = KilledCrawl.start(library);
    process.inputReader().lines().forEach(line -> {});
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return process.exitValue();
  }
}
