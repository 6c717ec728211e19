package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.cli.StopOnInterrupt;
import org.clipsearch.crawl.CrawlOptions;
import org.clipsearch.crawl.CrawlProgress;
import org.clipsearch.crawl.Crawler;
import org.clipsearch.crawl.FolderRules;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.crawl.Pause;
import org.clipsearch.index.LuceneIndexWriter;
import org.clipsearch.report.Rounds;
import org.clipsearch.vectors.ClipLikeVectors;
import org.clipsearch.vectors.ThrottledEmbedder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "growth",
    description = {
      "Measure whether indexing stays as fast while the index grows.",
      "",
      "Writes small files that stand for pictures, and indexes them as index does, but with"
          + " generated vectors of 512 at a fixed rate in the model's place. Tells, part by part,"
          + " the rate, and for how long the model was kept waiting at most."
    },
    footer = {"", "Example: clipsearch bench growth --images 500000 --out DIR"})
final class GrowthCommand implements Callable<Integer> {
  private static final int FILES_A_FOLDER = 1000;

  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private ReportOption reportOption;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where files and index are written: a directory that is empty or not there.")
  private Path directory;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many. Default: 100000")
  private int images;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Vectors that the model would make in a second. Default: 500")
  private int rate;

  @Option(
      names = "--part",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Images that are measured together. Default: 50000")
  private int part;

  private final Rounds found = new Rounds();

  @Override
  public Integer call() throws Exception {
    WrongUsage.unless(images >= 1, spec, "--images must be at least 1, got: " + images);
    WrongUsage.unless(rate >= 1, spec, "--rate must be at least 1, got: " + rate);
    WrongUsage.unless(part >= 1, spec, "--part must be at least 1, got: " + part);
    reportOption.check();
    Path pictures = directory.resolve("pictures");
    WrongUsage.unless(Files.notExists(pictures), spec, pictures + ": is there already");
    global.notice("writing %,d files into %s".formatted(images, pictures));
    writeFiles(pictures);
    global.out().printf("%,d images, at most %d a second%n%n", images, rate);
    global.out().println("| images | images/s | longest wait, ms |");
    global.out().println("|---|---|---|");
    global.out().flush();
    index(pictures, directory.resolve("index"));
    Map<String, String> subject = new LinkedHashMap<>();
    subject.put("images", "%,d in parts of %,d".formatted(images, part));
    subject.put("rate", "at most %,d a second".formatted(rate));
    reportOption.write("growth", subject, found);
    return ExitCode.OK;
  }

  private void writeFiles(Path pictures) throws IOException {
    for (int i = 0; i < images; i++) {
      Path folder = pictures.resolve("%03d".formatted(i / FILES_A_FOLDER));
      if (i % FILES_A_FOLDER == 0) {
        Files.createDirectories(folder);
      }
      Files.writeString(folder.resolve(i + ".jpg"), String.valueOf(i));
    }
  }

  private void index(Path pictures, Path index) throws IOException {
    ThrottledEmbedder embedder =
        new ThrottledEmbedder(new ClipLikeVectors(1), rate, part, this::print);
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(index, ThrottledEmbedder.MODEL)) {
      Crawler crawler = new Crawler(embedder, writer, CrawlProgress.none(), Pause.at(index));
      try (var _ = new StopOnInterrupt(crawler::stop)) {
        crawler.crawl(List.of(new ImageLibrary(pictures, FolderRules.ALL)), CrawlOptions.DEFAULT);
      }
    }
  }

  private void print(ThrottledEmbedder.Part p) {
    global.out().printf("| %,d | %.1f | %.0f |%n", p.images(), p.perSecond(), p.longestWait());
    global.out().flush();
    found.add("up to %,d images".formatted(p.images()), "images/s", true, p.perSecond());
    found.add("longest wait up to %,d images".formatted(p.images()), "ms", false, p.longestWait());
  }
}
