package org.clipsearch.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.clipsearch.charts.LossChart;
import org.clipsearch.clip.ContrastiveTrainer;
import org.clipsearch.clip.Precision;
import org.clipsearch.image.Preprocessing;
import org.clipsearch.text.Tokenizer;
import org.clipsearch.weights.BytePairs;
import org.clipsearch.weights.CheckpointWriter;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.StorageType;

/**
 * Trains a model in a directory, which holds the model as it stands, what training goes on from,
 * and the losses so far. Killed at any moment, it goes on from the last time that it saved.
 */
public final class Training {
  /** Scenes whose captions the vocabulary is learned from; more of them bring no new word. */
  private static final int VOCABULARY_SCENES = 20_000;

  /** A pair of letters that is rarer stays two tokens. */
  private static final int RARE = 10;

  private static final Duration BETWEEN_SAVES = Duration.ofMinutes(3);

  private final Recipe recipe;
  private final Precision precision;
  private final Path directory;
  private final List<BytePairs.Merge> merges;
  private final ClipConfig config;
  private volatile boolean stopped;

  /** Told of each step. */
  public interface Progress {
    /** After a step. */
    void done(int step, float loss);
  }

  /**
   * Prepares a training; the words are learned already here, which takes some seconds.
   *
   * @param directory made where it does not exist
   */
  public Training(Recipe recipe, Precision precision, Path directory) {
    this.recipe = recipe;
    this.precision = precision;
    this.directory = directory;
    this.merges =
        BytePairs.learn(
            LongStream.range(0, VOCABULARY_SCENES)
                .mapToObj(seed -> CaptionedScene.of(seed, recipe.captions()))
                .flatMap(scene -> scene.captions().stream()),
            RARE);
    this.config = recipe.config(BytePairs.vocabulary(merges));
  }

  /** Whether there is something to resume. */
  public static boolean isBegun(Path directory) {
    return Files.exists(TrainingState.file(directory));
  }

  /**
   * How many steps the training in a directory has in all, done or not.
   *
   * @throws IOException where none was begun
   */
  public static int steps(Path directory) throws IOException {
    return TrainingState.steps(directory);
  }

  /** Ends {@link #run} after the step at hand, from another thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Trains until the last step, or until it is stopped.
   *
   * @param resume goes on from what was saved; otherwise this begins anew
   * @return whether the last step is done
   * @throws IOException where the directory cannot be written, or there is nothing to resume, or it
   *     is of another recipe
   * @throws IllegalStateException where the loss is no number any more; what was saved stays
   */
  public boolean run(boolean resume, Progress progress) throws IOException, InterruptedException {
    int steps = recipe.steps();
    TrainingState start =
        resume
            ? TrainingState.read(directory, config, steps)
            : TrainingState.initial(config, steps);
    Preprocessing pixels =
        new Preprocessing(
            recipe.imageSize(),
            recipe.imageSize(),
            Preprocessing.OPENAI_MEAN,
            Preprocessing.OPENAI_STD);
    save(start);
    try (Tokenizer tokenizer =
            Tokenizer.load(directory.resolve("tokenizer.json"), config.positions());
        ContrastiveTrainer trainer =
            ContrastiveTrainer.load(
                config, pixels, precision, spec -> start.tensors().get(spec.name()));
        Batches batches = new Batches(recipe, tokenizer, start.step() + 1)) {
      float[] losses = start.losses();
      Instant saved = Instant.now();
      int step = start.step();
      while (step < steps && !stopped) {
        step++;
        losses[step - 1] = trainer.step(batches.next(), recipe.rate(step), step);
        if (!Float.isFinite(losses[step - 1])) {
          throw new IllegalStateException("the training diverged at step " + step);
        }
        progress.done(step, losses[step - 1]);
        boolean due = Duration.between(saved, Instant.now()).compareTo(BETWEEN_SAVES) > 0;
        if (due || step == steps || stopped) {
          save(TrainingState.after(step, trainer.state(), losses));
          saved = Instant.now();
        }
      }
      return step == steps;
    }
  }

  /** The state comes first: from it all others can be made again. */
  private void save(TrainingState state) throws IOException {
    Map<String, float[]> tensors = state.tensors();
    Files.createDirectories(directory);
    state.write(directory, config);
    CheckpointWriter.write(
        directory,
        config,
        merges,
        new CheckpointWriter.Weights(StorageType.F16, spec -> tensors.get("w." + spec.name())));
    if (state.step() > 0) {
      LossChart.write(directory.resolve("loss.png"), state.losses(), state.step());
    }
  }
}
