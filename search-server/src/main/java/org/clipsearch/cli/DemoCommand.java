package org.clipsearch.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.crawl.CrawlOptions;
import org.clipsearch.crawl.CrawlReport;
import org.clipsearch.crawl.Crawler;
import org.clipsearch.crawl.FolderRules;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.crawl.Libraries;
import org.clipsearch.crawl.Pause;
import org.clipsearch.index.LuceneIndexWriter;
import org.clipsearch.search.ImageSearch;
import org.clipsearch.store.ModelStore;
import org.clipsearch.web.ServerSettings;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "Show what clipsearch does, without a network: on drawn scenes, with the bundled model.",
      "",
      "Draws "
          + DemoScenes.COUNT
          + " scenes, indexes them, searches them in English and Chinese, classifies one, and"
          + " serves the page. What was drawn is known: ✓ and ✗ tell which hits are right. Your own"
          + " index is left alone."
    },
    footer = {
      "",
      "Examples: clipsearch demo",
      "          clipsearch demo --no-serve --keep ~/clipsearch-demo"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 7070;

  /** Set by the launcher, as Java cannot ask: how wide stdout is, and 0 if it is no terminal. */
  private static final String STDOUT_COLUMNS = "clipsearch.terminal.columns";

  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;

  @Option(names = "--no-serve", description = "End after the searches.")
  private boolean searchesOnly;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = {
        "Keep the scenes in DIR/scenes and their index in DIR/index; DIR is made, or empty.",
        "Default: a temporary folder, removed at the end"
      })
  private Path keep;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = {
        "Port to serve at; 0 for any that is free.",
        "Default: " + USUAL_PORT + ", or any if that is taken"
      })
  private Integer port;

  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean isServing;

  @Override
  public Integer call() throws Exception {
    if (searchesOnly && port != null) {
      throw new ParameterException(
          spec.commandLine(), "--no-serve and --port: say one of them, or none");
    }
    Optional<ServerSettings> settings = // wrong ones end it here
        searchesOnly ? Optional.empty() : Optional.of(settings());
    Checkpoint checkpoint = global.store().open(ModelStore.BUNDLED);
    // The model is small enough for any processor, and all shall see the same hits.
    Compute compute = Compute.of("cpu", "float32");
    try (var _ = new StopOnInterrupt(stop::countDown, this::endWell);
        DemoFolder folder = DemoFolder.open(keep)) {
      DemoScenes scenes = new DemoScenes(DemoSearch.ALL);
      draw(scenes, folder);
      if (!isStopped()) {
        index(folder, checkpoint, compute);
      }
      if (!isStopped()) {
        Serving serving = new Serving(folder.index(), checkpoint, compute, global);
        serving.run(
            new CompanionOptions(),
            search -> {
              show(search, scenes, folder);
              if (settings.isPresent() && !isStopped()) {
                isServing = true;
                serving.serve(settings.get(), search, folder.thumbnails(), stop);
              }
            });
      }
    }
    return ExitCode.OK;
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  /** For a server, Ctrl-C is the usual end. */
  private void endWell() {
    if (isServing) {
      Runtime.getRuntime().halt(ExitCode.OK);
    }
  }

  private ServerSettings settings(int port) {
    try {
      return new ServerSettings("127.0.0.1", port, List.of(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Whoever named a port wants that one, or to hear at once that it is taken. */
  private ServerSettings settings() throws IOException {
    ServerSettings wanted = settings(port == null ? USUAL_PORT : port);
    try (var _ = new ServerSocket(wanted.port(), 1, InetAddress.getLoopbackAddress())) {
      return wanted;
    } catch (BindException e) {
      if (port == null) {
        return settings(0);
      }
      throw new IOException(
          "cannot serve at port %d: %s; choose another with --port".formatted(port, e.getMessage()),
          e);
    }
  }

  private void draw(DemoScenes scenes, DemoFolder folder) throws IOException {
    long start = System.nanoTime();
    try (CountProgress progress = new CountProgress("drawing", "images", global.quiet())) {
      scenes.draw(folder.scenes(), progress, this::isStopped);
    }
    if (!isStopped()) {
      double seconds = (System.nanoTime() - start) / 1e9;
      global.notice(
          "%d scenes drawn in %.1f s; the model has seen none of them"
              .formatted(DemoScenes.COUNT, seconds));
    }
  }

  private void index(DemoFolder folder, Checkpoint checkpoint, Compute compute) throws IOException {
    try (ImageTower tower = ImageTower.load(checkpoint, compute);
        LuceneIndexWriter index = LuceneIndexWriter.open(folder.index(), checkpoint.identity())) {
      CrawlReport report;
      try (CountProgress progress = new CountProgress("indexing", "images", global.quiet())) {
        Crawler crawler = new Crawler(tower, index, progress, Pause.at(folder.index()));
        try (var _ = new StopOnInterrupt(crawler::stop)) {
          ImageLibrary library =
              new ImageLibrary(folder.scenes().toAbsolutePath().normalize(), FolderRules.ALL);
          Libraries.remember(index, List.of(library));
          report = crawler.crawl(List.of(library), CrawlOptions.DEFAULT);
        }
      }
      report.skipped().forEach(global::warn);
      if (!report.stopped()) {
        global.notice(
            "indexed in %.1f s, %.0f images/s"
                .formatted(report.seconds(), report.imagesPerSecond()));
      }
    }
  }

  private void show(ImageSearch search, DemoScenes scenes, DemoFolder folder) throws IOException {
    boolean pictures =
        TerminalPicture.fit(Integer.getInteger(STDOUT_COLUMNS, 0), DemoShow.HITS, System.getenv());
    DemoShow show = new DemoShow(search, scenes, pictures, global.out());
    for (DemoSearch one : DemoSearch.ALL) {
      if (isStopped()) {
        return;
      }
      show.find(one);
    }
    show.classify(folder.scenes());
    global.out().println();
    global.out().flush();
    if (folder.isKept()) {
      global.notice(
          "kept; go on with: clipsearch search --index \"%s\" a blue car"
              .formatted(folder.index()));
    } else if (!searchesOnly) {
      global.notice("Ctrl-C ends the demo, and removes the scenes and their index");
    }
  }
}
