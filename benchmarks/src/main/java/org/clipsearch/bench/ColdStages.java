package org.clipsearch.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.TextTower;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.index.Hit;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.json.Json;
import org.clipsearch.pipeline.ChildProcess;
import org.clipsearch.speed.Laps;
import org.clipsearch.store.ModelStore;
import org.clipsearch.text.Tokenizer;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine;

/**
 * What {@code search} does, one step after the other, in a process of its own that {@code bench
 * cold} starts: prints the hits, then the milliseconds of each step as JSON.
 */
public final class ColdStages {
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");
  private static final int HITS = 10;
  private static final String TOWER = "text tower";
  private static final String AGAIN = "tokenizer again";

  private ColdStages() {}

  /** The milliseconds of each, in their order. */
  record Steps(Map<String, Double> millis) {}

  /**
   * Runs them in a new process.
   *
   * @param search the arguments of {@code search}, the last two of which are index and text
   */
  static Steps run(List<String> search) throws IOException, InterruptedException {
    return Json.read(ChildProcess.run(ColdStages.class, search).out(), Steps.class);
  }

  /**
   * Does them.
   *
   * @param search as {@link #run} takes it
   */
  public static void main(String[] search) throws Exception {
    long reached = System.currentTimeMillis();
    Laps laps = new Laps();
    LUCENE.setLevel(Level.SEVERE); // as the command's main does
    new CommandLine(new org.clipsearch.cli.Main())
        .addMixin("global", new GlobalOptions())
        .parseArgs(search);
    laps.end("command line");
    Checkpoint checkpoint =
        search(laps, Path.of(search[search.length - 2]), search[search.length - 1]);
    // A tower reads its tokenizer itself: what that took is known only now.
    tokenizer(checkpoint);
    laps.end(AGAIN);
    // At the end, because asking takes a while.
    long began = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.println(Json.write(steps(laps.millis(), (double) (reached - began))));
  }

  private static Checkpoint search(Laps laps, Path directory, String text) throws Exception {
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      laps.end("index");
      Checkpoint checkpoint = new GlobalOptions().store().open(ModelStore.reference(index.model()));
      index.checkModel(checkpoint.identity());
      laps.end("model's files");
      Compute compute = Compute.of("auto", "auto");
      laps.end("engine");
      tokenizer(checkpoint);
      laps.end("tokenizer");
      try (TextTower tower = TextTower.load(checkpoint, compute)) {
        laps.end(TOWER);
        Embedding question = tower.embed(text);
        laps.end("first embedding");
        List<Hit> hits = index.nearest(question, HITS);
        laps.end("nearest pictures");
        for (Hit hit : hits) {
          System.out.println("%7.4f  %s".formatted(hit.similarity(), hit.image().path()));
        }
        laps.end("printing");
      }
      laps.end("closing");
      return checkpoint;
    }
  }

  private static void tokenizer(Checkpoint checkpoint) throws IOException {
    Tokenizer.load(checkpoint.tokenizerFile(), checkpoint.config().positions()).close();
  }

  private static Steps steps(Map<String, Double> laps, double untilMain) {
    Map<String, Double> steps = new LinkedHashMap<>();
    steps.put("Java, until main", untilMain);
    steps.putAll(laps);
    double again = steps.remove(AGAIN);
    steps.computeIfPresent(TOWER, (_, millis) -> Math.max(0, millis - again));
    return new Steps(steps);
  }
}
