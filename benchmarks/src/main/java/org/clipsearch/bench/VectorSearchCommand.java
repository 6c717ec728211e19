package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.clipsearch.cli.CountProgress;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.cli.StopOnInterrupt;
import org.clipsearch.vectors.ClipLikeVectors;
import org.clipsearch.vectors.IndexBuild;
import org.clipsearch.vectors.IndexFigures;
import org.clipsearch.vectors.IndexSearch;
import org.clipsearch.vectors.Measurement;
import org.clipsearch.vectors.Questions;
import org.clipsearch.vectors.SearchTask;
import org.clipsearch.vectors.VectorFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "search",
    description = {
      "Measure what a search of many vectors finds and takes, in several formats of the index.",
      "",
      "Draws vectors of 512 that lie as CLIP's do, writes an index of them in each format, and asks"
          + " for the ten nearest of text-like and of image-like queries, by one thread. The recall"
          + " is what share of the true ten was found. Ctrl-C keeps what is written, and the same"
          + " command goes on there: a million vectors take up to hours, and 3 GB a format."
    },
    footer = {
      "",
      "Example: clipsearch bench search --vectors 100000 --formats int4,int8-m32-b200 --out DIR"
    })
final class VectorSearchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the indexes are written, and gone on with.")
  private Path directory;

  @Option(
      names = "--vectors",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many are indexed. Default: 10000")
  private int vectors;

  @Option(
      names = "--formats",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "float,int8,int4,int2,int1",
      description = {
        "Of these: float, int8, int7, int4, int2, int1. With -m32 for 32 neighbours a node (else"
            + " 16), with -b200 for 200 candidates while it is linked (else 100).",
        "Default: float,int8,int4,int2,int1"
      })
  private List<String> formats;

  @Option(
      names = "--widths",
      paramLabel = "N",
      split = ",",
      defaultValue = "50,100,200,400,800",
      description = "Candidates that a search keeps. Default: 50,100,200,400,800")
  private List<Integer> widths;

  @Option(
      names = "--rescore",
      paramLabel = "N",
      description =
          "How many of these are compared again by their floats, where the search went by fewer"
              + " bits. Default: all")
  private Integer rescore;

  @Option(
      names = "--merge",
      description =
          "Merge each index into one segment, in a folder of its own, before it is searched.")
  private boolean merge;

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many of each kind. Default: 1000")
  private int queries;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same vectors. Default: 1")
  private long seed;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<VectorFormat> wanted = check();
    SearchTask task = new SearchTask(directory, seed, vectors, queries, merge);
    ClipLikeVectors generator = new ClipLikeVectors(seed);
    List<Questions> questions = ask(task, generator);
    VectorSearchTable table = new VectorSearchTable(global.out(), json, task);
    table.begin();
    for (VectorFormat format : wanted) {
      if (!build(task, format, generator)) {
        global.notice("stopped; the same command goes on there");
        break;
      }
      try (IndexSearch index = new IndexSearch(task.index(format))) {
        table.add(IndexFigures.of(format, index), measure(format, index, questions));
      }
    }
    return ExitCode.OK;
  }

  private List<VectorFormat> check() {
    WrongUsage.unless(vectors >= 10, spec, "--vectors must be at least 10, got: " + vectors);
    WrongUsage.unless(queries >= 1, spec, "--queries must be at least 1, got: " + queries);
    WrongUsage.unless(
        rescore == null || rescore >= 0, spec, "--rescore must be at least 0, got: " + rescore);
    for (int width : widths) {
      WrongUsage.unless(width >= 10, spec, "--widths must be at least 10, got: " + width);
    }
    try {
      return formats.stream().map(VectorFormat::of).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--formats: " + e.getMessage(), e);
    }
  }

  private List<Questions> ask(SearchTask task, ClipLikeVectors generator) throws IOException {
    try (CountProgress progress = new CountProgress("answers", "vectors", global.quiet())) {
      progress.counted(vectors);
      return Questions.ask(task, generator, progress::done);
    }
  }

  private boolean build(SearchTask task, VectorFormat format, ClipLikeVectors generator)
      throws IOException {
    IndexBuild build = new IndexBuild(task, format, generator);
    try (CountProgress progress = new CountProgress(format.toString(), "vectors", global.quiet());
        var _ = new StopOnInterrupt(build::stop)) {
      progress.counted(vectors);
      return build.run(progress::done);
    }
  }

  private List<Measurement> measure(
      VectorFormat format, IndexSearch index, List<Questions> questions) throws IOException {
    List<Measurement> measured = new ArrayList<>();
    for (Questions kind : questions) {
      for (int width : widths) {
        int rescored = rescore == null ? width : Math.min(rescore, width);
        measured.add(Measurement.ofGraph(index, kind, width, format.isFloat() ? 0 : rescored));
      }
      measured.add(Measurement.ofScan(index, kind));
    }
    return measured;
  }
}
