package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.clipsearch.cli.CountProgress;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.cli.StopOnInterrupt;
import org.clipsearch.jvector.JVectorFormat;
import org.clipsearch.vectors.Build;
import org.clipsearch.vectors.ClipLikeVectors;
import org.clipsearch.vectors.IndexFormat;
import org.clipsearch.vectors.Measurement;
import org.clipsearch.vectors.ProductFormat;
import org.clipsearch.vectors.Questions;
import org.clipsearch.vectors.Search;
import org.clipsearch.vectors.SearchTask;
import org.clipsearch.vectors.VectorFormat;
import org.clipsearch.vectors.VectorIndex;
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
          + " command goes on there: a million vectors take up to hours, and 3 GB a format.",
      "",
      "Lucene compares two to three times as fast with SIMD instructions, for which it needs"
          + " CLIPSEARCH_JAVA_OPTIONS='--add-modules jdk.incubator.vector'; all of clipsearch runs"
          + " without, since Java warns of the module at each start."
    },
    footer = {
      "",
      "Example: clipsearch bench search --vectors 100000 --formats int4,int8-m32-b200 --out DIR"
    })
final class VectorSearchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private ReportOption reportOption;

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
        "product: the index as index writes and search reads it, with a width of its own.",
        "Of another library, jvector, in a clone only: jvector-float, jvector-pq128 (codes of 128"
            + " bytes in memory, floats beside the graph), jvector-fused128 (codes beside the graph"
            + " too), both also as jvector-pq128-nvq (in the floats' place what stands for them),"
            + " with up to -m32 neighbours a node, and -b100.",
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
    List<IndexFormat> wanted = check();
    SearchTask task = new SearchTask(directory, seed, vectors, queries, merge);
    ClipLikeVectors generator = new ClipLikeVectors(seed);
    List<Questions> questions = ask(task, generator);
    VectorSearchTable table = new VectorSearchTable(global.out(), json, task);
    table.begin();
    for (IndexFormat format : wanted) {
      if (!build(task, format, generator)) {
        global.notice("stopped; the same command goes on there");
        break;
      }
      try (VectorIndex index = format.open(task)) {
        table.add(index.figures(), measure(index, questions));
      }
    }
    reportOption.write("search", table.subject(), table.found());
    return ExitCode.OK;
  }

  private List<IndexFormat> check() {
    reportOption.check();
    WrongUsage.unless(vectors >= 10, spec, "--vectors must be at least 10, got: " + vectors);
    WrongUsage.unless(queries >= 1, spec, "--queries must be at least 1, got: " + queries);
    WrongUsage.unless(
        rescore == null || rescore >= 0, spec, "--rescore must be at least 0, got: " + rescore);
    for (int width : widths) {
      WrongUsage.unless(width >= 10, spec, "--widths must be at least 10, got: " + width);
    }
    try {
      return formats.stream().map(VectorSearchCommand::format).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--formats: " + e.getMessage(), e);
    }
  }

  private static IndexFormat format(String name) {
    if (name.equals(ProductFormat.NAME)) {
      return new ProductFormat();
    }
    return name.startsWith(JVectorFormat.PREFIX) ? JVectorFormat.of(name) : VectorFormat.of(name);
  }

  private List<Questions> ask(SearchTask task, ClipLikeVectors generator) throws IOException {
    try (CountProgress progress = new CountProgress("answers", "vectors", global.quiet())) {
      progress.counted(vectors);
      return Questions.ask(task, generator, progress::done);
    }
  }

  private boolean build(SearchTask task, IndexFormat format, ClipLikeVectors generator)
      throws IOException {
    Build build = format.build(task, generator);
    try (CountProgress progress = new CountProgress(format.toString(), "vectors", global.quiet());
        var _ = new StopOnInterrupt(build::stop)) {
      progress.counted(vectors);
      return build.run(progress::done);
    }
  }

  private List<Measurement> measure(VectorIndex index, List<Questions> questions)
      throws IOException {
    OptionalInt rescored = rescore == null ? OptionalInt.empty() : OptionalInt.of(rescore);
    List<Measurement> measured = new ArrayList<>();
    for (Questions kind : questions) {
      for (Search search : index.searches(widths, rescored)) {
        measured.add(Measurement.of(index, search, kind));
      }
    }
    return measured;
  }
}
