package org.clipsearch.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clipsearch.search.ImageSearch;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The HTTP server, from start to stop. Thread-safe. */
public final class SearchServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SearchServer.class.getName());

  /** Of one of 256 pixels some 15 kB. */
  private static final long MAX_THUMBNAIL_BYTES = 512L << 20;

  /** How long a stop waits for requests in flight. */
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  /** A query of a thousand characters, each as nine in the address, and some more. */
  private static final int MAX_HEADER_BYTES = 32 << 10;

  private final Javalin javalin;
  private final ServerSettings settings;

  private SearchServer(Javalin javalin, ServerSettings settings) {
    this.javalin = javalin;
    this.settings = settings;
  }

  /**
   * Starts to serve; when this returns, requests are answered.
   *
   * @param search left open when the server is closed
   * @param thumbnails a directory to keep them in, which need not exist yet
   * @throws IOException where the port is taken, or the address is not this machine's
   */
  public static SearchServer start(
      ServerSettings settings, ImageSearch search, About about, Path thumbnails)
      throws IOException {
    List<Routes> all = routes(settings, search, about, thumbnails);
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, settings);
              all.forEach(each -> each.register(config.routes));
            });
    try {
      javalin.start();
    } catch (UncheckedIOException e) {
      throw new IOException(
          "cannot serve at %s:%d: %s; choose another with --port or --host"
              .formatted(settings.host(), settings.port(), e.getCause().getMessage()),
          e);
    }
    return new SearchServer(javalin, settings);
  }

  private static List<Routes> routes(
      ServerSettings settings, ImageSearch search, About about, Path thumbnails) {
    Decoders decoders = new Decoders();
    ThumbnailCache cache = new ThumbnailCache(thumbnails, MAX_THUMBNAIL_BYTES);
    return List.of(
        new ErrorResponses(),
        new Guard(settings), // before those that it guards
        new SearchRoutes(search, new Uploads(search, decoders)),
        new ImageRoutes(search, cache, decoders),
        new StatusRoute(search, about));
  }

  /** Opened here, and not by Javalin, which would print its own opinion of a port that is taken. */
  private static Connector open(Server server, HttpConfiguration http, ServerSettings settings) {
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    try {
      connector.open();
    } catch (IOException e) { // mostly Jetty's words, with the system's as the cause
      throw new UncheckedIOException(e.getCause() instanceof BindException bind ? bind : e);
    }
    return connector;
  }

  private static void configure(JavalinConfig config, ServerSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE; // pictures do not shrink
    config.http.prefer405over404 = true;
    config.jetty.addConnector((server, http) -> open(server, http, settings));
    config.http.maxRequestSize = Uploads.MAX_FIELDS;
    config.router.javaLangErrorHandler(ErrorResponses::ofError);
    config.jetty.modifyServer(SearchServer::modify);
    config.jetty.modifyServletContextHandler(
        context -> context.setMaxFormContentSize(Uploads.MAX_FIELDS));
    Uploads.configure(config.jetty.multipartConfig);
    config.staticFiles.add(
        files -> {
          files.location = Location.CLASSPATH;
          files.directory = "/web";
          files.headers = Map.of("Cache-Control", "no-store"); // of a build, whose times are fixed
        });
  }

  private static void modify(Server server) {
    server.setErrorHandler(ErrorResponses::ofJetty);
    server.insertHandler(new GracefulHandler());
    server.setStopTimeout(PATIENCE_MILLIS);
  }

  /** Where the page is; of a server at all addresses, the one for this machine itself. */
  public URI uri() {
    String name = settings.isEverywhere() ? "127.0.0.1" : settings.host();
    String authority = name.contains(":") ? "[" + name + "]" : name;
    return URI.create("http://%s:%d/".formatted(authority, javalin.port()));
  }

  /** Takes no more requests, waits for those in flight, for 30 seconds at most, and stops. */
  @Override
  public void close() {
    try {
      javalin.stop();
    } catch (JavalinException e) {
      LOG.log(Level.WARNING, "gave up waiting for requests in flight: {0}", e.getMessage());
    }
  }
}
