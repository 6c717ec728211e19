package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.cli.StopOnInterrupt;
import org.clipsearch.clip.Compute;
import org.clipsearch.training.Recipe;
import org.clipsearch.training.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "train-demo",
    description = {
      "Train the bundled model anew, on scenes that are drawn meanwhile.",
      "",
      "Leaves the model, a chart of the loss (loss.png) and what --resume goes on from in a"
          + " directory, every three minutes and at the end. Ctrl-C stops in between."
    })
final class TrainDemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to; made where it does not exist.")
  private Path directory;

  @Option(names = "--resume", description = "Go on with the training in that directory.")
  private boolean resume;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "A shorter or longer training. Default: the bundled model's own")
  private Integer steps;

  @Override
  public Integer call() throws Exception {
    Recipe recipe = resume ? begun() : anew();
    Compute compute = Compute.of("cpu", "auto");
    Training training = new Training(recipe, compute.precision(), directory);
    global.notice(
        "%d steps of %d scenes on %s; into %s"
            .formatted(recipe.steps(), recipe.batch(), compute, directory));
    boolean finished;
    try (var _ = new StopOnInterrupt(training::stop);
        TrainingProgress progress = new TrainingProgress(global, recipe.steps())) {
      finished = training.run(resume, progress);
    }
    global.notice(
        finished
            ? "trained; measure it: clipsearch bench quality --model \"" + directory + "\""
            : "stopped; --resume goes on there");
    return ExitCode.OK;
  }

  private Recipe anew() {
    WrongUsage.unless(
        steps == null || steps >= 1, spec, "--steps must be at least 1, got: " + steps);
    WrongUsage.unless(
        !Training.isBegun(directory),
        spec,
        directory + " holds a training: add --resume, or take another folder");
    ModelFolder.requireNoModel(directory, spec);
    return steps == null ? Recipe.BUNDLED : Recipe.BUNDLED.withSteps(steps);
  }

  private Recipe begun() throws IOException {
    WrongUsage.unless(
        steps == null, spec, "--steps was settled when the training began: leave it out");
    WrongUsage.unless(
        Training.isBegun(directory),
        spec,
        directory + " holds no training: leave out --resume to begin one");
    return Recipe.BUNDLED.withSteps(Training.steps(directory));
  }
}
