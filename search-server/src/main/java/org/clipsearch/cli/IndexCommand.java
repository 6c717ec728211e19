package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.crawl.CrawlOptions;
import org.clipsearch.crawl.CrawlReport;
import org.clipsearch.crawl.FolderRules;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.crawl.Libraries;
import org.clipsearch.image.Decoding;
import org.clipsearch.index.IndexUpgrade;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private ModelOptions options;
  @Mixin private DecodeOptions decode;
  @Mixin private RuleOptions rules;

  @Parameters(
      arity = "0..*",
      paramLabel = "FOLDER",
      description = "Folders, with all below them. Default: those that the index has")
  private List<Path> folders = List.of();

  @Option(
      names = "--prune",
      description =
          "Remove what is gone however much it is. Without it nothing is removed of a folder that"
              + " is gone or has no images any more, nor where more than 50 images and a fifth of"
              + " all are gone at once: a drive may not be mounted.")
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
    List<ImageLibrary> libraries = known(directory);
    Set<Path> wanted = new LinkedHashSet<>();
    for (Path folder : folders) {
      Path absolute = folder.toAbsolutePath().normalize();
      check(absolute, libraries);
      libraries = with(libraries, absolute);
      wanted.add(absolute);
    }
    if (libraries.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "nothing is indexed yet: name a FOLDER");
    }
    CrawlOptions crawling = decode.crawling();
    Decoding decoding = decode.decoding();
    Checkpoint checkpoint = options.checkpoint(global);
    Compute compute = options.compute(global);
    try (ImageTower tower = ImageTower.load(checkpoint, compute, decoding)) {
      Indexing indexing = new Indexing(tower, checkpoint.identity(), directory, global);
      ModelSwitch next = new ModelSwitch(directory, checkpoint, global);
      boolean isBeside = next.isNeeded();
      Path target = isBeside ? next.begin() : directory;
      Set<Path> roots = folders.isEmpty() || isBeside ? folders(libraries) : wanted;
      CrawlOptions how = prune ? crawling.pruning() : crawling;
      List<ImageLibrary> all = libraries;
      CrawlReport report =
          indexing.run(
              target,
              libraries,
              crawler -> {
                global.notice(
                    "indexing with %s on %s into %s".formatted(checkpoint.name(), compute, target));
                ModelOptions.noticeLimits(checkpoint, global);
                return crawler.crawl(all, roots, how);
              });
      print(report);
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

  private static List<ImageLibrary> known(Path directory) throws IOException {
    if (!LuceneIndex.exists(directory)) {
      return List.of();
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      return Libraries.of(index);
    }
  }

  private static Set<Path> folders(List<ImageLibrary> libraries) {
    Set<Path> folders = new LinkedHashSet<>();
    libraries.forEach(library -> folders.add(library.folder()));
    return folders;
  }

  private void check(Path folder, List<ImageLibrary> libraries) throws IOException {
    boolean isKnown = ImageLibrary.of(folder, libraries).isPresent();
    if (Files.notExists(folder) && !prune && !isKnown) {
      throw new NoSuchFileException(folder.toString());
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  /** A folder in a library is a part of that, unless it is to have rules of its own. */
  private List<ImageLibrary> with(List<ImageLibrary> libraries, Path folder) {
    Optional<FolderRules> asked = rules.rules();
    if (asked.isEmpty() && ImageLibrary.of(folder, libraries).isPresent()) {
      return libraries;
    }
    return Libraries.with(libraries, new ImageLibrary(folder, asked.orElse(FolderRules.ALL)));
  }
}
