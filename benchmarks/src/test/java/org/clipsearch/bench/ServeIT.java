package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clipsearch.bench.Launcher.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server as a user starts and stops it, while another process indexes. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServeIT {
  private static final int PICTURES = 200;
  private static final List<Process> PROCESSES = new ArrayList<>();

  @TempDir static Path directory;
  private static Path photos;
  private static Path index;

  @BeforeAll
  static void indexPictures() throws Exception {
    photos = Files.createDirectory(directory.resolve("photos"));
    for (int i = 0; i < PICTURES; i++) {
      Drawn.any(photos.resolve("picture-%03d.png".formatted(i)), i);
    }
    index = directory.resolve("index");
    assertEquals(0, launch("index", photos, "--model", "bundled").finish().code());
  }

  @AfterEach
  void leaveNoProcess() {
    PROCESSES.forEach(Process::destroyForcibly);
    PROCESSES.clear();
  }

  private static Launcher.Run launch(Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--index", index, "--device", "cpu"));
    Launcher.Run run = new Launcher(directory).start(Map.of(), all.toArray());
    PROCESSES.add(run.process());
    return run;
  }

  private static Served serve() throws Exception {
    return Served.await(launch("serve", "--port", 0));
  }

  @Test
  void stopsInGoodOrderAfterTheRequestsInFlight() throws Exception {
    // Thousands of labels take seconds to embed.
    StringBuilder labels = new StringBuilder("labels=a");
    for (int i = 0; i < 9_000; i++) {
      labels.append("%0Alabel+number+").append(i);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String signal : List.of("TERM", "INT")) {
        Served served = serve();
        String hit =
            client
                .send(
                    HttpRequest.newBuilder(served.uri().resolve("/api/search?q=x&k=1")).build(),
                    BodyHandlers.ofString())
                .body();
        String id = hit.replaceAll("(?s).*\"id\":\"([0-9a-f]+)\".*", "$1");
        var answer =
            client.sendAsync(
                HttpRequest.newBuilder(served.uri().resolve("/api/classify"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .timeout(Duration.ofMinutes(1))
                    .POST(BodyPublishers.ofString(labels + "&id=" + id))
                    .build(),
                BodyHandlers.ofString());
        Thread.sleep(500); // it is in flight by now
        assertTrue(!answer.isDone(), "too fast for this test");
        assertEquals(0, served.signal(signal));
        assertEquals(200, answer.get().statusCode());
        assertTrue(answer.get().body().contains("label number 8999"));
      }
    }
  }

  @Test
  void portThatIsTakenIsAnError() throws Exception {
    Served served = serve();
    Result second = launch("serve", "--port", served.port()).finish();
    assertEquals(3, second.code());
    assertEquals(
        "clipsearch: cannot serve at 127.0.0.1:%d: Address already in use;"
            .formatted(served.port()),
        second.err().replaceFirst("; .*\n", ";"));
    assertEquals(0, served.signal("TERM"));
  }

  @Test
  void sixteenClientsGetTheAnswersOfOneWhileAnotherProcessIndexes() throws Exception {
    Served served = serve();
    int runs;
    try (Clients clients = new Clients(served.uri(), photos)) {
      clients.learnAnswers();
      clients.start(16);
      runs = indexAgainAndAgain(Duration.ofSeconds(20));
      clients.finish();
      assertEquals(List.of(), clients.complaints());
      System.err.printf(
          "16 clients: %d answers during %d index runs, generations %s%n",
          clients.answers(), runs, clients.generations());
      assertTrue(clients.answers() > 100, "answers: " + clients.answers());
      assertTrue(clients.generations().size() > 3, "generations: " + clients.generations());
    }
    assertEquals(0, served.signal("TERM"));
    assertEquals("", served.run().err().replaceFirst("^stopp.*\n", ""));
  }

  /** Each run reads every picture anew, for its file was touched, and writes it to the index. */
  private static int indexAgainAndAgain(Duration duration) throws Exception {
    long end = System.nanoTime() + duration.toNanos();
    int runs = 0;
    while (System.nanoTime() < end) {
      try (var files = Files.list(photos)) {
        for (Path file : files.toList()) {
          file.toFile().setLastModified(System.currentTimeMillis());
        }
      }
      Result indexed = launch("index", photos).finish();
      assertEquals(0, indexed.code(), indexed.err());
      assertTrue(
          indexed.out().startsWith("200 images: 0 added, 0 updated, 0 removed, 200 un"),
          indexed.out());
      runs++;
    }
    return runs;
  }
}
