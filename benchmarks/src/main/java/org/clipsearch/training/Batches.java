package org.clipsearch.training;

import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.clipsearch.clip.ContrastiveTrainer.Batch;
import org.clipsearch.scenes.Claim;
import org.clipsearch.scenes.ScenePainter;
import org.clipsearch.text.Tokenizer;

/** Draws the pictures of the coming steps while the present one is learned from. */
final class Batches implements AutoCloseable {
  private static final int AHEAD = 4;

  private final Recipe recipe;
  private final Tokenizer tokenizer;
  private final ExecutorService painter =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("painter").factory());
  private final Queue<Future<Batch>> ahead = new ArrayDeque<>();
  private int next;

  /**
   * Starts to draw.
   *
   * @param first the step, from 1, whose batch comes first
   */
  Batches(Recipe recipe, Tokenizer tokenizer, int first) {
    this.recipe = recipe;
    this.tokenizer = tokenizer;
    next = first;
    for (int i = 0; i < AHEAD; i++) {
      drawAhead();
    }
  }

  private void drawAhead() {
    if (next <= recipe.steps()) {
      int step = next++;
      ahead.add(painter.submit(() -> of(step)));
    }
  }

  /** The next step's. */
  Batch next() throws InterruptedException {
    drawAhead();
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch cannot be made", e.getCause());
    }
  }

  /** A step's scenes are those of the seeds that follow the last step's; none comes twice. */
  private Batch of(int step) {
    long end = (long) step * recipe.batch();
    List<CaptionedScene> scenes =
        LongStream.range(end - recipe.batch(), end)
            .mapToObj(seed -> CaptionedScene.of(seed, recipe.captions()))
            .toList();
    List<long[]> texts = new ArrayList<>();
    List<boolean[]> alsoTrue = new ArrayList<>();
    for (int i = 0; i < recipe.captions(); i++) {
      for (int own = 0; own < scenes.size(); own++) {
        CaptionedScene scene = scenes.get(own);
        texts.add(tokenizer.encode(scene.captions().get(i)));
        alsoTrue.add(others(own, scene.claims().get(i), scenes));
      }
    }
    return new Batch(scenes.stream().map(this::pixels).toList(), texts, alsoTrue);
  }

  private static boolean[] others(int own, Claim claim, List<CaptionedScene> all) {
    boolean[] alsoTrue = new boolean[all.size()];
    for (int i = 0; i < alsoTrue.length; i++) {
      alsoTrue[i] = i != own && claim.holdsFor(all.get(i).scene());
    }
    return alsoTrue;
  }

  private byte[] pixels(CaptionedScene scene) {
    int side = recipe.imageSize();
    BufferedImage image = ScenePainter.paint(scene.scene(), side, side);
    int[] rgb = image.getRGB(0, 0, side, side, null, 0, side);
    byte[] pixels = new byte[3 * rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      pixels[3 * i] = (byte) (rgb[i] >> 16);
      pixels[3 * i + 1] = (byte) (rgb[i] >> 8);
      pixels[3 * i + 2] = (byte) rgb[i];
    }
    return pixels;
  }

  /** Returns when nothing is drawn any more: the tokenizer is closed next. */
  @Override
  public void close() {
    painter.shutdownNow();
    painter.close();
  }
}
