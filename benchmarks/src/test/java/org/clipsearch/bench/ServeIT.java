package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;
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
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int PICTURES = 200;

  @TempDir static Path directory;
  private static Path photos;
  private static Path index;

  @BeforeAll
  static void indexPictures() throws Exception {
    Path model = directory.resolve("model");
    EncoderConfig tower = new EncoderConfig(64, 128, 2, 4, Activation.GELU, 1e-5);
    RandomCheckpoint.write(
        model, new ClipConfig(32, tower, 32, 8, tower, 600, 77), StorageType.F32, 1);
    photos = Files.createDirectory(directory.resolve("photos"));
    for (int i = 0; i < PICTURES; i++) {
      draw(photos.resolve("picture-%03d.png".formatted(i)), new Random(i));
    }
    index = directory.resolve("index");
    assertEquals(0, launch("index", photos, "--model", model).waitFor());
  }

  private static void draw(Path file, Random random) throws IOException {
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < 12; i++) {
      Color from = new Color(random.nextInt(1 << 24));
      g.setPaint(new GradientPaint(0, 0, from, 320, 240, new Color(random.nextInt(1 << 24))));
      g.fillOval(random.nextInt(320) - 60, random.nextInt(240) - 60, 160, 120);
    }
    g.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private static final List<Process> PROCESSES = new ArrayList<>();

  @AfterEach
  void leaveNoProcess() {
    PROCESSES.forEach(Process::destroyForcibly);
    PROCESSES.clear();
  }

  private static Process launch(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("clipsearch").toString()));
    List.of(arguments).forEach(argument -> command.add(argument.toString()));
    command.addAll(List.of("--index", index.toString(), "--device", "cpu"));
    Process process =
        new ProcessBuilder(command)
            .redirectError(directory.resolve(arguments[0] + ".err").toFile())
            .redirectOutput(directory.resolve(arguments[0] + ".out").toFile())
            .start();
    PROCESSES.add(process);
    return process;
  }

  /** A server, when it has printed its address. */
  private record Served(Process process, URI uri) {}

  private static Served serve() throws Exception {
    Pattern line = Pattern.compile("clipsearch is at (http://127\\.0\\.0\\.1:\\d+/)\n");
    Process process = launch("serve", "--port", 0);
    Path out = directory.resolve("serve.out");
    while (true) {
      Matcher printed = line.matcher(Files.readString(out));
      if (printed.matches()) {
        return new Served(process, URI.create(printed.group(1)));
      }
      assertTrue(process.isAlive(), Files.readString(directory.resolve("serve.err")));
      Thread.sleep(20);
    }
  }

  private static int signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    return process.waitFor();
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
        assertEquals(0, signal(served.process(), signal));
        assertEquals(200, answer.get().statusCode());
        assertTrue(answer.get().body().contains("label number 8999"));
      }
    }
  }

  @Test
  void portThatIsTakenIsAnError() throws Exception {
    Served served = serve();
    Process second = launch("serve", "--port", served.uri().getPort());
    assertEquals(3, second.waitFor());
    assertEquals(
        "clipsearch: cannot serve at 127.0.0.1:%d: Address already in use;"
            .formatted(served.uri().getPort()),
        Files.readString(directory.resolve("serve.err")).replaceFirst("; .*\n", ";"));
    assertEquals(0, signal(served.process(), "TERM"));
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
    assertEquals(0, signal(served.process(), "TERM"));
    assertEquals(
        "", Files.readString(directory.resolve("serve.err")).replaceFirst("^stopp.*\n", ""));
  }

  /** Each run embeds every picture anew, for its file was touched, and writes it to the index. */
  private static int indexAgainAndAgain(Duration duration) throws Exception {
    long end = System.nanoTime() + duration.toNanos();
    int runs = 0;
    while (System.nanoTime() < end) {
      try (var files = Files.list(photos)) {
        for (Path file : files.toList()) {
          file.toFile().setLastModified(System.currentTimeMillis());
        }
      }
      assertEquals(0, launch("index", photos).waitFor());
      String report = Files.readString(directory.resolve("index.out"));
      assertTrue(report.startsWith("200 images: 0 added, 200 updated"), report);
      runs++;
    }
    return runs;
  }
}
