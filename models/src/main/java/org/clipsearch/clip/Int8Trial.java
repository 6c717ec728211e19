package org.clipsearch.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.ImageException;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.Scenes;
import org.clipsearch.weights.Checkpoint;

/** How much int8 changes a model's vectors, measured with drawn scenes. */
final class Int8Trial {
  private static final int PICTURES = 16;

  private final Checkpoint checkpoint;
  private final Path folder;

  /**
   * Makes one.
   *
   * @param folder where a small file for each model says what was measured
   */
  Int8Trial(Checkpoint checkpoint, Path folder) {
    this.checkpoint = checkpoint;
    this.folder = folder;
  }

  /** The lowest cosine of a picture's vectors in both. */
  double cosine(Compute exact, Compute int8) throws IOException {
    Path remembered = folder.resolve(checkpoint.identity().weightsSha256());
    try {
      return Double.parseDouble(Files.readString(remembered));
    } catch (IOException | NumberFormatException e) {
      // not remembered, or not readable: it can be had again
    }
    double cosine = leastOf(embed(exact), embed(int8));
    try {
      Files.createDirectories(folder);
      Files.writeString(remembered, String.valueOf(cosine));
    } catch (IOException e) {
      // then it is measured the next time, too
    }
    return cosine;
  }

  private static double leastOf(List<Embedding> exact, List<Embedding> rounded) {
    double least = 1;
    for (int i = 0; i < PICTURES; i++) {
      least = Math.min(least, exact.get(i).cosine(rounded.get(i)));
    }
    return least;
  }

  private List<Embedding> embed(Compute compute) throws IOException {
    int side = checkpoint.config().imageSize();
    List<Embedding> embeddings = new ArrayList<>();
    try (ImageTower tower = ImageTower.load(checkpoint, compute)) {
      for (int seed = 1; seed <= PICTURES; seed++) {
        byte[] picture = SceneFile.jpeg(Scenes.of(seed), side, side);
        embeddings.addAll(tower.embed(List.of(tower.prepare(picture))));
      }
    } catch (ImageException e) {
      throw new IOException("a drawn JPEG cannot be decoded: " + e.getMessage(), e);
    }
    return embeddings;
  }
}
