package org.clipsearch.bench;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.cli.TerminalBar;
import org.clipsearch.training.Training;

/** A bar with the loss where stderr is a terminal, else a line now and then. */
final class TrainingProgress implements Training.Progress, AutoCloseable {
  private static final int BETWEEN_LINES = 50;

  private final GlobalOptions global;
  private final Optional<ProgressBar> bar;
  private double sum;
  private int summed;

  TrainingProgress(GlobalOptions global, int steps) {
    this.global = global;
    this.bar = TerminalBar.start("training", "steps", global.quiet());
    bar.ifPresent(b -> b.maxHint(steps));
  }

  @Override
  public void done(int step, float loss) {
    bar.ifPresent(b -> b.stepTo(step).setExtraMessage(" loss %.3f".formatted(loss)));
    sum += loss;
    summed++;
    if (bar.isEmpty() && step % BETWEEN_LINES == 0) {
      global.notice("step %d: loss %.4f".formatted(step, sum / summed));
      sum = 0;
      summed = 0;
    }
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
