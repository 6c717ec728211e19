package org.clipsearch.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.clip.Precision;
import org.clipsearch.clip.TextTower;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.Scenes;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.CheckpointException;
import org.clipsearch.weights.EncoderConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is far too small, for a few steps. */
class TrainingTest {
  private static final Recipe TINY =
      new Recipe(
          new EncoderConfig(32, 64, 1, 2, Activation.GELU, 1e-5),
          32,
          16,
          new EncoderConfig(32, 64, 1, 2, Activation.GELU, 1e-5),
          16,
          16,
          2,
          8,
          2,
          3e-3);

  @TempDir Path directory;

  private static List<Float> train(Training training, boolean resume) throws Exception {
    List<Float> losses = new ArrayList<>();
    training.run(resume, (step, loss) -> losses.add(loss));
    return losses;
  }

  @Test
  void leavesAModelThatRuns() throws Exception {
    List<Float> losses = train(new Training(TINY, Precision.FLOAT32, directory), false);
    assertEquals(8, losses.size());
    assertTrue(losses.getLast() < losses.getFirst(), losses.toString());
    Checkpoint checkpoint = Checkpoint.open(directory);
    Compute compute = Compute.of("cpu", "float32");
    try (TextTower texts = TextTower.load(checkpoint, compute);
        ImageTower images = ImageTower.load(checkpoint, compute)) {
      Embedding bird = texts.embed("a red bird");
      assertEquals(16, bird.dimension());
      assertTrue(bird.cosine(texts.embed("两只红色的鸟")) < 0.9999);
      PreparedImage beach = images.prepare(SceneFile.jpeg(Scenes.of(0), 64, 48));
      assertEquals(16, images.embed(List.of(beach)).getFirst().dimension());
    }
    assertEquals(800, ImageIO.read(directory.resolve("loss.png").toFile()).getWidth());
  }

  @Test
  void stoppedAndResumedEndsWhereItWouldHave() throws Exception {
    Path inOneGo = directory.resolve("one");
    Path inTwo = directory.resolve("two");
    List<Float> expected = train(new Training(TINY, Precision.FLOAT32, inOneGo), false);

    Training first = new Training(TINY, Precision.FLOAT32, inTwo);
    List<Float> losses = new ArrayList<>();
    boolean finished =
        first.run(
            false,
            (step, loss) -> {
              losses.add(loss);
              if (step == 3) {
                first.stop();
              }
            });
    assertFalse(finished);
    assertEquals(3, losses.size());
    assertTrue(Training.isBegun(inTwo));

    losses.addAll(train(new Training(TINY, Precision.FLOAT32, inTwo), true));
    assertEquals(expected.size(), losses.size());
    for (int i = 0; i < losses.size(); i++) {
      assertEquals(expected.get(i), losses.get(i), 1e-4f, "step " + (i + 1));
    }
    assertArrayEquals(
        Files.readAllBytes(inOneGo.resolve("tokenizer.json")),
        Files.readAllBytes(inTwo.resolve("tokenizer.json")));
  }

  @Test
  void whereNothingWasBegunThereIsNothingToResume() {
    Training training = new Training(TINY, Precision.FLOAT32, directory);
    assertThrows(NoSuchFileException.class, () -> train(training, true));
    assertThrows(NoSuchFileException.class, () -> Training.steps(directory));
  }

  @Test
  void aTrainingOfAnotherRecipeIsNotResumed() throws Exception {
    train(new Training(TINY.withSteps(1), Precision.FLOAT32, directory), false);
    Training longer = new Training(TINY.withSteps(2), Precision.FLOAT32, directory);
    assertEquals(1, Training.steps(directory));
    CheckpointException e = assertThrows(CheckpointException.class, () -> train(longer, true));
    assertTrue(e.getMessage().contains("losses"), e.getMessage());
  }

  @Test
  void theRateRisesToItsPeakAndFallsNearlyToZero() {
    Recipe recipe = Recipe.BUNDLED;
    assertEquals(recipe.peak() / recipe.warmup(), recipe.rate(1), 1e-12);
    assertEquals(recipe.peak(), recipe.rate(recipe.warmup()), 1e-12);
    Recipe even = recipe.withSteps(recipe.warmup() + 999);
    assertEquals(recipe.peak() / 2, even.rate(recipe.warmup() + 500), 1e-12);
    // Half a cosine: as far above zero at the last step as below the peak at the first.
    assertEquals(
        recipe.peak() - recipe.rate(recipe.warmup() + 1), recipe.rate(recipe.steps()), 1e-12);
    assertTrue(recipe.rate(recipe.steps()) > 0);
    assertEquals(0, recipe.rate(recipe.steps() + 1), 1e-12);
  }
}
