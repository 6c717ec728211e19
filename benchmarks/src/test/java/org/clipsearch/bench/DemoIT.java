package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clipsearch.bench.Launcher.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user starts and leaves it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {
  @TempDir Path directory;

  @Test
  void showsServesAndLeavesNothing() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    Map<String, String> options =
        Map.of("CLIPSEARCH_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    Served served = Served.await(new Launcher(directory).start(options, "demo", "--port", 0));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(served.uri().resolve("/api/search?q=a+red+bird&k=3")).build();
      String answer = client.send(request, BodyHandlers.ofString()).body();
      assertEquals(1, demoFolders(temporary).size());
      String shown = served.run().out();
      for (String file : threeBest(shown, "a red bird")) {
        assertTrue(answer.contains("/" + file + "\""), answer);
      }
    }
    Result result = served.run().signal("INT");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("\n✓ "), result.out());
    assertFalse(result.err().contains("photographs"), result.err());
    assertEquals(List.of(), demoFolders(temporary));
  }

  private static List<Path> demoFolders(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(path -> path.toString().contains("clipsearch-demo")).toList();
    }
  }

  /** The files in the lines below a search. */
  private static List<String> threeBest(String out, String text) {
    List<String> lines = out.lines().toList();
    int at = lines.indexOf(text) + 1;
    return lines.subList(at, at + 3).stream().map(line -> line.split(" +", -1)[2]).toList();
  }
}
