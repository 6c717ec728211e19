package org.clipsearch.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.crawl.CrawlOptions;
import org.clipsearch.crawl.CrawlReport;
import org.clipsearch.image.Decoding;
import org.clipsearch.index.IndexUpgrade;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "index",
    description = {
      "Index folders of images, or bring their index up to date.",
      "",
      "Embeds what is new or changed and takes out what is gone; what was moved or copied keeps"
          + " its vector. A second run over unchanged folders takes seconds. Ctrl-C keeps what is"
          + " done, and the next run goes on there; of a run that is killed the last seconds are"
          + " lost. Folders are remembered: without FOLDER all of them are brought up to date.",
      "",
      "With another --model than the index has, an index is built beside it, over all folders,"
          + " and takes its place when it is complete; until then searches use the old one."
    },
    footer = {"", "Example: clipsearch index ~/Pictures"})
final class IndexCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;
  @Mixin private ModelOptions options;
  @Mixin private DecodeOptions decode;
  @Mixin private LibraryArguments arguments;

  @Option(
      names = "--prune",
      description =
          "Remove what is gone however much it is. Without it nothing is removed of a library that"
              + " is gone or has no images any more, nor where more than 50 images and a fifth of"
              + " it are gone at once: a drive may not be mounted.")
  private boolean prune;

  @Option(names = "--profile", description = "Print where the time went, and what limits the run.")
  private boolean profile;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Path directory = options.indexDirectory();
    if (IndexUpgrade.isNeeded(directory)) {
      UpgradeCommand.run(directory, global);
    }
    LibraryArguments.Chosen chosen = arguments.choose(directory, prune);
    CrawlOptions crawling = decode.crawling();
    Decoding decoding = decode.decoding();
    Checkpoint checkpoint = options.checkpoint(global);
    Compute compute = options.compute(global).forManyImages(checkpoint);
    try (ImageTower tower = ImageTower.load(checkpoint, compute, decoding)) {
      Indexing indexing = new Indexing(tower, checkpoint.identity(), directory, global);
      ModelSwitch next = new ModelSwitch(directory, checkpoint, global);
      boolean isBeside = next.isNeeded();
      Path target = isBeside ? next.begin() : directory;
      LibraryArguments.Chosen all = isBeside ? chosen.whole() : chosen;
      CrawlOptions how = prune ? crawling.pruning() : crawling;
      CrawlReport report =
          indexing.run(
              target,
              all.libraries(),
              crawler -> {
                notice(checkpoint, compute, target);
                return crawler.crawl(all.libraries(), all.folders(), how);
              },
              this::print);
      if (isBeside && !report.stopped()) {
        next.finish(prune);
      }
      return report.skipped().isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
    }
  }

  private void print(CrawlReport report) {
    CrawlOutput.print(report, json, global);
    if (profile && !json) {
      CrawlOutput.print(report.profile(), global.out());
    }
  }

  private void notice(Checkpoint checkpoint, Compute compute, Path target) {
    global.notice("indexing with %s on %s into %s".formatted(checkpoint.name(), compute, target));
    ModelOptions.noticeLimits(checkpoint, global);
  }
}
