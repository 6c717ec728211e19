package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.crawl.CrawlOptions;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.crawl.Libraries;
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.json.Json;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "failures",
    description = {
      "List the images that could not be indexed: what failed, why, and since when.",
      "",
      "read: it could not be opened, and is tried again at each run. format: nothing here decodes"
          + " it; clipsearch info says what would. decode: it is damaged. crash: a decoder died of"
          + " it, twice. The last three are tried again when the file changes, or with --retry."
    })
final class FailuresCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;
  @Mixin private ModelOptions options;
  @Mixin private DecodeOptions decode;

  @ArgGroup private Form form = new Form();

  /** One of these. */
  private static final class Form {
    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Option(names = "--csv", description = "Print as CSV, with a line of names first.")
    private boolean csv;
  }

  @Option(names = "--retry", description = "Try them all again first.")
  private boolean retry;

  /** A failure as it is shown. */
  private record Shown(Path path, String stage, String reason, String since) {
    static Shown of(FailedFile failed) {
      return new Shown(
          failed.path(), failed.stage().toString(), failed.reason(), failed.since().toString());
    }
  }

  @Override
  public Integer call() throws Exception {
    List<ImageLibrary> libraries = new ArrayList<>();
    List<FailedFile> failures = read(libraries);
    if (retry && !failures.isEmpty()) {
      retry(libraries, failures);
      failures = read(libraries);
    }
    List<Shown> shown =
        failures.stream().sorted(Comparator.comparing(FailedFile::path)).map(Shown::of).toList();
    if (form.json) {
      global.out().println(Json.write(shown));
    } else if (form.csv) {
      global.out().println("path,stage,reason,since");
      shown.forEach(
          f -> global.out().println(Csv.line(f.path.toString(), f.stage, f.reason, f.since)));
    } else {
      shown.forEach(this::print);
    }
    global.out().flush();
    return shown.isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
  }

  private void print(Shown failed) {
    global
        .out()
        .printf(
            "%s  %-6s  %s: %s%n",
            failed.since.substring(0, 10),
            failed.stage,
            GlobalOptions.printable(failed.path),
            failed.reason);
  }

  private List<FailedFile> read(List<ImageLibrary> libraries) throws IOException {
    try (LuceneIndex index = LuceneIndex.open(options.indexDirectory())) {
      libraries.clear();
      libraries.addAll(Libraries.of(index));
      return index.failures();
    }
  }

  private void retry(List<ImageLibrary> libraries, List<FailedFile> failures) throws Exception {
    CrawlOptions crawling = decode.crawling();
    Path directory = options.indexDirectory();
    Checkpoint checkpoint;
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      checkpoint = options.checkpoint(index, global);
    }
    Compute compute = options.compute(global).forManyImages(checkpoint);
    try (ImageTower tower = ImageTower.load(checkpoint, compute, decode.decoding())) {
      Indexing indexing = new Indexing(tower, checkpoint.identity(), directory, global);
      indexing.run(
          directory,
          libraries,
          crawler -> crawler.retry(libraries, failures, crawling),
          report -> global.notice(CrawlOutput.inWords(report)));
    }
  }
}
