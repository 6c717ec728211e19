package org.clipsearch.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests that follow redirects, and are tried again where that may help. */
final class Web implements AutoCloseable {
  private static final int MAX_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> BODIES = Set.of(200, 206, 416);
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Patience patience;
  private final Http http;

  Web(Proxies proxies, Patience patience) {
    this.patience = patience;
    this.http = new Http(proxies, patience);
  }

  /** What is special on the way from one address to the next. */
  interface Route {
    /** Any way, with nothing special. */
    Route PLAIN = new Route() {};

    /** What to tell one host alone. */
    default Map<String, String> headers(URI to) {
      return Map.of();
    }

    /** Whether a question for headers alone goes on to where it is redirected. */
    default boolean headFollows(URI next) {
      return true;
    }

    /** What an answer means that gives no bytes. */
    default HubException refusal(URI uri, HttpResponse<?> answer) {
      return new HubException("%s: %d".formatted(uri, answer.statusCode()));
    }

    /** Hears of each answer, redirects too. */
    default void answered(URI from, HttpResponse<?> answer) {}
  }

  /** The headers alone; the body is to be closed nevertheless. */
  HttpResponse<InputStream> head(URI uri, Route route) throws IOException {
    return request("HEAD", uri, Map.of(), route);
  }

  /**
   * The bytes from a place on. The status is 206 where they begin there, 200 where they begin at 0,
   * 416 where there are none; the body is to be closed.
   *
   * @throws HubException the route's refusal, where it is another
   */
  HttpResponse<InputStream> get(URI uri, long from, Route route) throws IOException {
    Map<String, String> range = from > 0 ? Map.of("Range", "bytes=" + from + "-") : Map.of();
    HttpResponse<InputStream> answer = request("GET", uri, range, route);
    if (!BODIES.contains(answer.statusCode())) {
      answer.body().close();
      throw route.refusal(uri, answer);
    }
    return answer;
  }

  /** Tries again what may pass. */
  private HttpResponse<InputStream> request(
      String method, URI uri, Map<String, String> headers, Route route) throws IOException {
    for (int failures = 1; ; failures++) {
      Duration wait;
      String why;
      try {
        HttpResponse<InputStream> answer = follow(method, uri, headers, route);
        if (!PASSING.contains(answer.statusCode())) {
          return answer;
        }
        answer.body().close();
        wait = retryAfter(answer).orElse(Patience.backOff(failures));
        why = "%s answers %d".formatted(uri.getHost(), answer.statusCode());
        if (failures == patience.tries() || wait.compareTo(LONGEST_WAIT) > 0) {
          throw new HubException("%s: %s; try again later".formatted(uri, why));
        }
      } catch (HubException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        why = broken(e);
        if (failures == patience.tries()) {
          throw new HubException("%s: %s; try again later".formatted(uri, why));
        }
        wait = Patience.backOff(failures);
      }
      patience.wait(wait, why);
    }
  }

  /** In words, for people. */
  static String broken(IOException e) {
    String details = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return "the connection broke off (%s)".formatted(details);
  }

  private HttpResponse<InputStream> follow(
      String method, URI uri, Map<String, String> headers, Route route) throws IOException {
    URI at = uri;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      Map<String, String> all = new HashMap<>(headers);
      all.put("User-Agent", "clipsearch");
      all.putAll(route.headers(at));
      HttpResponse<InputStream> answer = http.send(method, at, all);
      route.answered(at, answer);
      Optional<String> location = answer.headers().firstValue("Location");
      if (!REDIRECTS.contains(answer.statusCode()) || location.isEmpty()) {
        return answer;
      }
      answer.body().close();
      URI next = redirected(at, location.get());
      if (method.equals("HEAD") && !route.headFollows(next)) {
        return answer;
      }
      at = next;
    }
    throw new HubException(uri + ": redirected without end");
  }

  private static URI redirected(URI from, String location) throws HubException {
    try {
      URI next = from.resolve(location);
      if (next.getHost() != null && Set.of("http", "https").contains(next.getScheme())) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new HubException("%s: redirected to what is no address: %s".formatted(from, location));
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
    Optional<String> value = answer.headers().firstValue("Retry-After");
    try {
      return value.map(
          v ->
              v.matches("\\d{1,18}")
                  ? Duration.ofSeconds(Long.parseLong(v))
                  : Duration.between(Instant.now(), httpDate(v)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant httpDate(String value) {
    return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  @Override
  public void close() {
    http.close();
  }
}
