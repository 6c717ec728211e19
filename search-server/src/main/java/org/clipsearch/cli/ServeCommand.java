package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.clip.TextTower;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.index.LiveIndex;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.platform.UserFolders;
import org.clipsearch.search.ImageSearch;
import org.clipsearch.search.SharedTextEmbedder;
import org.clipsearch.web.About;
import org.clipsearch.web.SearchServer;
import org.clipsearch.web.ServerSettings;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    description = {
      "Serve a web page to search with, and the same as an HTTP API.",
      "",
      "For this machine alone, unless --host and --token let others in. An index run may go on"
          + " meanwhile: what it has committed is found. Ctrl-C lets requests in flight finish."
    },
    footer = {
      "",
      "Examples: clipsearch serve",
      "          clipsearch serve --host nas.local --token SECRET"
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private ModelOptions options;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = {
        "Name or address of this machine to serve at; 0.0.0.0 for all. Default: 127.0.0.1"
      })
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "7070",
      description = "Port to serve at; 0 for any that is free. Default: 7070")
  private int port;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = {
        "A further name that requests may ask for, such as that of a proxy in front; may be"
            + " repeated."
      })
  private List<String> names = List.of();

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:CLIPSEARCH_TOKEN}",
      description = {
        "What every request must carry: programs as \"Authorization: Bearer TOKEN\", people type it"
            + " in once. Needed where other machines can ask.",
        "Default: the variable CLIPSEARCH_TOKEN, which others on this machine cannot see"
      })
  private String token;

  @Override
  public Integer call() throws Exception {
    ServerSettings settings = settings();
    CountDownLatch stop = new CountDownLatch(1);
    try (var _ = new StopOnInterrupt(stop::countDown, () -> Runtime.getRuntime().halt(0));
        LiveIndex live = LiveIndex.open(options.indexDirectory())) {
      Checkpoint checkpoint = checkpoint(live);
      ModelIdentity model = checkpoint.identity();
      Compute compute = options.compute(global);
      try (TextTower text = TextTower.load(checkpoint, compute);
          SharedTextEmbedder texts = new SharedTextEmbedder(text);
          ImageTower images = ImageTower.load(checkpoint, compute)) {
        ImageSearch search =
            new ImageSearch(() -> live.current(model), texts, images, checkpoint.logitScale());
        About about =
            new About(
                Version.OF_CLIPSEARCH,
                checkpoint.name(),
                compute.toString(),
                options.indexDirectory());
        serve(settings, search, about, stop);
      }
    }
    return ExitCode.OK;
  }

  private ServerSettings settings() {
    try {
      return new ServerSettings(
          host, port, names, Optional.ofNullable(token).filter(given -> !given.isEmpty()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Checkpoint checkpoint(LiveIndex live) throws IOException {
    try (LuceneIndex index = live.current()) {
      return options.checkpoint(index);
    }
  }

  private void serve(ServerSettings settings, ImageSearch search, About about, CountDownLatch stop)
      throws IOException, InterruptedException {
    search.byText("warm-up", 1); // the first pass takes longer; nobody shall wait for it
    Path thumbnails = UserFolders.cache().resolve("thumbnails");
    try (SearchServer server = SearchServer.start(settings, search, about, thumbnails)) {
      String also = settings.isEverywhere() ? " and at this machine's other addresses" : "";
      global.out().println("clipsearch is at " + server.uri() + also);
      global.out().flush();
      stop.await();
      global.notice("stopping when the requests in flight are answered");
    }
  }
}
