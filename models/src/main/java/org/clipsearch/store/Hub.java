package org.clipsearch.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Hugging Face hub, or a mirror of it: {@code ENDPOINT/REPOSITORY/resolve/REVISION/FILE}. What
 * it says of a large file stands in the headers of its redirect to another host ({@code
 * X-Linked-ETag}, {@code X-Linked-Size}, {@code X-Repo-Commit}); the tags of that other host mean
 * something else.
 */
final class Hub implements AutoCloseable {
  private static final Set<String> HOSTS = Set.of("huggingface.co", "hf.co");

  private final HubSettings settings;
  private final Web web;

  Hub(HubSettings settings, Proxies proxies, Patience patience) {
    this.settings = settings;
    this.web = new Web(proxies, patience);
  }

  /** Where a person sees a repository's files. */
  static URI page(URI endpoint, HubSource source) {
    return URI.create(
        "%s/%s/tree/%s".formatted(endpoint, source.repository(), encoded(source.revision())));
  }

  private URI address(HubSource source, String path) {
    return URI.create(
        "%s/%s/resolve/%s/%s"
            .formatted(settings.endpoint(), source.repository(), encoded(source.revision()), path));
  }

  private static String encoded(String revision) {
    return URLEncoder.encode(revision, StandardCharsets.UTF_8);
  }

  /**
   * What the hub says of a file.
   *
   * @return empty where the repository has no such file
   * @throws HubException where there is no such repository or revision, it may not be read, the hub
   *     cannot be reached, or gives another commit than the one that is asked for
   */
  Optional<HubFile> find(HubSource source, String path) throws IOException {
    URI uri = address(source, path);
    Declared declared = new Declared(source);
    HttpResponse<InputStream> answer = web.head(uri, declared);
    answer.body().close();
    if (isAbsent(answer)) {
      return Optional.empty();
    }
    if (answer.statusCode() >= 400) {
      throw declared.refusal(uri, answer);
    }
    HubSource at = commit(source, declared);
    return Optional.of(new HubFile(at, path, declared.size(uri), declared.hash()));
  }

  private HubSource commit(HubSource source, Declared declared) throws HubException {
    HubSource at =
        declared.first("X-Repo-Commit").map(source::at).filter(HubSource::isPinned).orElse(source);
    if (source.isPinned() && !at.equals(source)) {
      throw new HubException(
          "%s answers with commit %s for the pinned %s"
              .formatted(settings.endpoint(), at.revision(), source));
    }
    return at;
  }

  /** A file's bytes. */
  Remote remote(HubFile file) {
    URI uri = address(file.source(), file.path());
    return new Remote(
        file.path() + " of " + file.source(),
        file.toString(),
        file.size(),
        file.hash(),
        from -> web.get(uri, from, new Declared(file.source())));
  }

  private static boolean isAbsent(HttpResponse<?> answer) {
    String code = answer.headers().firstValue("X-Error-Code").orElse("EntryNotFound");
    return answer.statusCode() == 404 && code.equals("EntryNotFound");
  }

  /** The hub's headers along a chain of redirects, as long as the hub itself speaks. */
  private final class Declared implements Web.Route {
    private final HubSource source;
    private final Map<String, String> headers = new HashMap<>();

    Declared(HubSource source) {
      this.source = source;
    }

    /** The token is nobody else's business. */
    @Override
    public Map<String, String> headers(URI to) {
      Optional<String> token = settings.token().filter(_ -> sameOrigin(to));
      return token.map(t -> Map.of("Authorization", "Bearer " + t)).orElse(Map.of());
    }

    /** When it leads away from the hub, all that the hub says has been said. */
    @Override
    public boolean headFollows(URI next) {
      return isHub(next);
    }

    @Override
    public void answered(URI from, HttpResponse<?> answer) {
      if (isHub(from)) {
        for (String name : Set.of("X-Repo-Commit", "X-Linked-Size", "X-Linked-ETag")) {
          answer.headers().firstValue(name).ifPresent(value -> headers.putIfAbsent(name, value));
        }
        if (answer.statusCode() == 200) {
          for (String name : Set.of("ETag", "Content-Length")) {
            answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
          }
        }
      }
    }

    /** The hub answers 401 for what does not exist too, lest its existence be told. */
    @Override
    public HubException refusal(URI uri, HttpResponse<?> answer) {
      String code = answer.headers().firstValue("X-Error-Code").orElse("");
      int status = answer.statusCode();
      String reason =
          switch (code) {
            case "RevisionNotFound" -> "there is no revision " + source.revision();
            case "GatedRepo" ->
                "its owner wants to be asked first; accept the conditions on "
                    + page(settings.endpoint(), source)
                    + ", then set HF_TOKEN to a token of yours";
            default ->
                code.equals("RepoNotFound")
                        || (Set.of(401, 403).contains(status) && isHub(answer.uri()))
                    ? "there is no such repository, or it is private and HF_TOKEN is not set to a"
                        + " token that may read it"
                    : "%s answers %d for %s".formatted(answer.uri().getHost(), status, uri);
          };
      return new HubException("%s: %s".formatted(source, reason));
    }

    Optional<String> first(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    long size(URI uri) throws HubException {
      Optional<String> size = first("X-Linked-Size").or(() -> first("Content-Length"));
      if (size.isPresent() && !size.get().matches("\\d{1,16}")) { // that sums do not overflow
        throw new HubException("%s: the hub gives no sensible size: %s".formatted(uri, size.get()));
      }
      return size.map(Long::parseLong).orElse(-1L);
    }

    /** An ETag that looks like SHA-256 may be a mirror's storage's, and mean something else. */
    Optional<ContentHash> hash() {
      return first("X-Linked-ETag")
          .flatMap(ContentHash::ofETag)
          .or(() -> first("ETag").flatMap(ContentHash::ofETag).filter(ContentHash::isGit));
    }
  }

  private boolean isHub(URI uri) {
    return sameOrigin(uri) || HOSTS.contains(uri.getHost());
  }

  private boolean sameOrigin(URI uri) {
    URI endpoint = settings.endpoint();
    return uri.getScheme().equals(endpoint.getScheme())
        && uri.getHost().equals(endpoint.getHost())
        && uri.getPort() == endpoint.getPort();
  }

  @Override
  public void close() {
    web.close();
  }
}
