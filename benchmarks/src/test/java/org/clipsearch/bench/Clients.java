package org.clipsearch.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask a server at once what one has asked it before, and compare. */
final class Clients implements AutoCloseable {
  private static final String BOUNDARY = "----part";

  private final URI server;
  private final Path photos;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> running = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final SortedSet<Long> generations = new ConcurrentSkipListSet<>();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicBoolean done = new AtomicBoolean();

  /** A request, and what it was answered when nobody else asked. */
  @SuppressWarnings("ArrayRecordComponent") // a container, never compared
  private record Question(HttpRequest request, String contentType, byte[] answer) {
    String name() {
      return request.method() + " " + request.uri();
    }
  }

  Clients(URI server, Path photos) {
    this.server = server;
    this.photos = photos;
  }

  /** Asks for texts, with pictures, for thumbnails and for originals. */
  void learnAnswers() throws Exception {
    for (int i = 0; i < 30; i++) {
      for (String text : Drawn.texts(i)) {
        String q = URLEncoder.encode(text, StandardCharsets.UTF_8);
        learn(request("/api/search?k=20&q=" + q));
      }
      HttpRequest.Builder upload = request("/api/search/image?k=20");
      learn(
          upload
              .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
              .POST(BodyPublishers.ofByteArray(form(picture(7 * i % 200)))));
    }
    JsonObject all =
        JsonParser.parseString(
                http.send(request("/api/search?q=x&k=60").build(), BodyHandlers.ofString()).body())
            .getAsJsonObject();
    for (JsonElement hit : all.getAsJsonArray("hits")) {
      String image = "/api/images/" + hit.getAsJsonObject().get("id").getAsString();
      learn(request(image + "/thumbnail?size=128"));
      learn(request(image));
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  private Path picture(int number) {
    return photos.resolve("picture-%03d.png".formatted(number));
  }

  private static byte[] form(Path file) throws IOException {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"image\"; filename=\"x\"\r\n\r\n"
            .formatted(BOUNDARY);
    String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return (head + content + "\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private void learn(HttpRequest.Builder builder) throws Exception {
    HttpRequest request = builder.build();
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + ": " + answer.statusCode());
    }
    questions.add(new Question(request, type(answer), answer.body()));
  }

  private static String type(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Content-Type").orElseThrow();
  }

  void start(int clients) {
    for (int i = 0; i < clients; i++) {
      Random random = new Random(i);
      running.add(
          threads.submit(
              () -> {
                while (!done.get()) {
                  ask(questions.get(random.nextInt(questions.size())));
                }
              }));
    }
  }

  private void ask(Question question) {
    try {
      HttpResponse<byte[]> answer = http.send(question.request(), BodyHandlers.ofByteArray());
      answers.incrementAndGet();
      if (answer.statusCode() != 200) {
        complaints.add(question.name() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
      } else if (question.contentType().startsWith("application/json")) {
        compare(question, json(answer.body()));
      } else if (!Arrays.equals(question.answer(), answer.body())) {
        complaints.add(question.name() + ": other bytes");
      }
    } catch (IOException e) {
      complaints.add(question.name() + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonObject json(byte[] body) {
    return JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  /**
   * The same pictures with the same similarities at each rank, whatever the generation. In float32
   * the last of six digits may differ, and then two neighbours may change places.
   */
  private void compare(Question question, JsonObject answer) {
    generations.add(answer.get("generation").getAsLong());
    List<Hit> expected = hits(json(question.answer()));
    List<Hit> got = hits(answer);
    boolean same = expected.size() == got.size();
    for (int i = 0; same && i < got.size(); i++) {
      Hit hit = got.get(i);
      same =
          hit.isCloseTo(expected.get(i).similarity())
              && expected.stream()
                  .anyMatch(e -> e.id().equals(hit.id()) && hit.isCloseTo(e.similarity()));
    }
    if (!same) {
      complaints.add("%s: %s instead of %s".formatted(question.name(), got, expected));
    }
  }

  private record Hit(String id, double similarity) {
    boolean isCloseTo(double other) {
      return Math.abs(similarity - other) < 2.5e-6;
    }
  }

  private static List<Hit> hits(JsonObject answer) {
    return answer.getAsJsonArray("hits").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(hit -> new Hit(hit.get("id").getAsString(), hit.get("similarity").getAsDouble()))
        .toList();
  }

  /** Waits until all have their last answer. */
  void finish() throws Exception {
    done.set(true);
    for (Future<?> one : running) {
      one.get();
    }
  }

  List<String> complaints() {
    return complaints.stream().limit(5).toList();
  }

  long answers() {
    return answers.get();
  }

  SortedSet<Long> generations() {
    return generations;
  }

  @Override
  public void close() {
    done.set(true);
    threads.close();
    http.close();
  }
}
