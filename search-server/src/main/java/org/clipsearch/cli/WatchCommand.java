package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.crawl.CrawlOptions;
import org.clipsearch.crawl.FolderWatch;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.index.IndexException;
import org.clipsearch.platform.LowPriority;
import org.clipsearch.store.ModelStore;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "watch",
    description = {
      "Keep the index up to date while folders change, until Ctrl-C.",
      "",
      "Begins with what index does. Then what changes is indexed some seconds after it has come to"
          + " rest; on network drives, where there are no file events, at intervals. Other programs"
          + " go first, at the processor and at the disk. The index is free for other commands"
          + " between the changes."
    })
final class WatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private ModelOptions options;
  @Mixin private DecodeOptions decode;
  @Mixin private LibraryArguments arguments;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "Between two looks where there are no file events. Default: 300")
  private int interval;

  @Option(names = "--poll", description = "Do without file events.")
  private boolean poll;

  @Override
  public Integer call() throws Exception {
    if (interval < 1) {
      throw new ParameterException(
          spec.commandLine(), "--interval must be at least 1, got: " + interval);
    }
    LowPriority.set(); // before there are threads to inherit it
    Path directory = options.indexDirectory();
    LibraryArguments.Chosen chosen = arguments.choose(directory, false);
    List<ImageLibrary> libraries = chosen.libraries();
    CrawlOptions crawling = decode.crawling();
    Checkpoint checkpoint = options.checkpoint(global);
    Compute compute = options.compute(global).forManyImages(checkpoint);
    if (new ModelSwitch(directory, checkpoint, global).isNeeded()) {
      throw new IndexException(
          "%s: of another model; clipsearch index --model %s changes it"
              .formatted(directory, ModelStore.reference(checkpoint.identity())));
    }
    FolderWatch.Settings defaults = FolderWatch.Settings.DEFAULT;
    FolderWatch.Settings settings =
        new FolderWatch.Settings(
            defaults.quiet(), defaults.longest(), Duration.ofSeconds(interval), poll);
    try (ImageTower tower = ImageTower.load(checkpoint, compute, decode.decoding());
        FolderWatch watch = new FolderWatch(libraries, settings)) {
      Indexing indexing = new Indexing(tower, checkpoint.identity(), directory, global);
      watch(
          watch,
          libraries,
          (all, changed) ->
              indexing
                  .run(
                      directory,
                      all,
                      crawler -> crawler.crawl(all, changed, crawling),
                      report -> CrawlOutput.print(report, false, global))
                  .stopped());
    }
    return ExitCode.OK;
  }

  /** Has what changed indexed; tells whether it was stopped. */
  @FunctionalInterface
  private interface Round {
    boolean run(List<ImageLibrary> libraries, Set<Path> changed)
        throws IOException, InterruptedException;
  }

  private void watch(FolderWatch watch, List<ImageLibrary> libraries, Round round)
      throws IOException, InterruptedException {
    Set<Path> changed = libraries.stream().map(ImageLibrary::folder).collect(Collectors.toSet());
    boolean isStopped = round.run(libraries, changed);
    watch
        .how()
        .forEach(
            (folder, how) ->
                global.notice("watching %s %s".formatted(GlobalOptions.printable(folder), how)));
    while (!isStopped) {
      try (var _ = new StopOnInterrupt(() -> close(watch))) {
        changed = watch.take();
      }
      isStopped = changed.isEmpty() || round.run(libraries, changed);
    }
  }

  private static void close(FolderWatch watch) {
    try {
      watch.close();
    } catch (IOException e) {
      // the process ends
    }
  }
}
