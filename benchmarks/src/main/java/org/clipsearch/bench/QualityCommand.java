package org.clipsearch.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.clip.TextTower;
import org.clipsearch.quality.SceneQuality;
import org.clipsearch.quality.Score;
import org.clipsearch.report.Rounds;
import org.clipsearch.scenes.Language;
import org.clipsearch.scenes.Scene;
import org.clipsearch.scenes.Scenes;
import org.clipsearch.store.ModelStore;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "quality",
    description = {
      "Measure what a model finds and names in drawn scenes that it has never seen.",
      "",
      "In English and Chinese: how often a picture that the caption is true of is the first, or"
          + " among the first five; and how often object, colour, count and background are named"
          + " rightly, among 50, 11, 4 and 14. The same on combinations of object, colour and"
          + " background that training was kept from."
    })
final class QualityCommand implements Callable<Integer> {
  /** Training begins at 0 and stays far below. */
  private static final long FIRST_SEED = 1_000_000_000;

  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private ReportOption reportOption;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      defaultValue = ModelStore.BUNDLED,
      description = "The model to measure. Default: " + ModelStore.BUNDLED)
  private String model;

  @Option(
      names = "--scenes",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many of each. Default: 1000")
  private int scenes;

  private final Rounds found = new Rounds();

  @Override
  public Integer call() throws Exception {
    WrongUsage.unless(scenes >= 5, spec, "--scenes must be at least 5, got: " + scenes);
    reportOption.check();
    Checkpoint checkpoint = global.store().open(model);
    Compute compute = Compute.of("cpu", "float32"); // the same figures everywhere
    PrintWriter out = global.out();
    out.printf("%s, %s, %d scenes each%n%n", checkpoint.name(), compute, scenes);
    out.println("| scenes | captions | R@1 | R@5 | object | colour | count | background |");
    out.println("|---|---|---|---|---|---|---|---|");
    try (ImageTower images = ImageTower.load(checkpoint, compute);
        TextTower texts = TextTower.load(checkpoint, compute)) {
      print("new", SceneQuality.of(draw(Scenes::of), images, texts));
      print("held-out combinations", SceneQuality.of(draw(Scenes::heldOut), images, texts));
    }
    Map<String, String> subject = new LinkedHashMap<>();
    subject.put("model", checkpoint.name());
    subject.put("scenes", "%d each".formatted(scenes));
    reportOption.write("quality", subject, found);
    return ExitCode.OK;
  }

  private List<Scene> draw(LongFunction<Scene> maker) {
    return LongStream.range(FIRST_SEED, FIRST_SEED + scenes).mapToObj(maker).toList();
  }

  private void print(String name, SceneQuality quality) {
    for (Language language : Language.ALL) {
      SceneQuality.Figures f = quality.ask(language);
      String captions = language.getClass().getSimpleName();
      StringBuilder row = new StringBuilder("| %s | %s |".formatted(name, captions));
      scores(f)
          .forEach(
              (title, score) -> {
                row.append(" %s |".formatted(score));
                found.add(
                    "%s, %s, %s".formatted(name, captions, title), "share", true, score.rate());
              });
      global.out().println(row);
      global.out().flush();
    }
  }

  private static Map<String, Score> scores(SceneQuality.Figures f) {
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("R@1", f.recallAt1());
    scores.put("R@5", f.recallAt5());
    scores.put("object", f.object());
    scores.put("colour", f.colour());
    scores.put("count", f.count());
    scores.put("background", f.background());
    return scores;
  }
}
