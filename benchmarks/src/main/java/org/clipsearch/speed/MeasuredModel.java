package org.clipsearch.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.clipsearch.platform.UserFolders;
import org.clipsearch.store.ModelStore;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;

/**
 * The model that is measured.
 *
 * @param weights in words: whose, or that they are random
 */
public record MeasuredModel(Checkpoint checkpoint, String weights) {
  private static final long SEED = 1;

  /**
   * The model asked for, else the default one where it is here, else a full-size one of random
   * weights, which is kept in the user's cache.
   *
   * @param notice is told what takes a while
   */
  public static MeasuredModel choose(
      Optional<String> reference, ModelStore store, Consumer<String> notice) throws IOException {
    if (reference.isPresent()) {
      return of(store.open(reference.get()));
    }
    Optional<Checkpoint> installed = store.find(ModelStore.DEFAULT_MODEL);
    return installed.isPresent() ? of(installed.get()) : random(notice);
  }

  /** One that is there already. */
  public static MeasuredModel of(Checkpoint checkpoint) {
    return new MeasuredModel(checkpoint, "of " + checkpoint.name());
  }

  private static MeasuredModel random(Consumer<String> notice) throws IOException {
    Path directory = UserFolders.cache().resolve("bench").resolve("vit-b-32-random-" + SEED);
    if (Files.notExists(directory)) {
      notice.accept("writing 600 MB of random weights into " + directory);
      Files.createDirectories(directory.getParent());
      Path unfinished = Files.createTempDirectory(directory.getParent(), "new");
      RandomCheckpoint.write(unfinished, ClipConfig.VIT_B_32, StorageType.F32, SEED);
      Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }
    return new MeasuredModel(Checkpoint.open(directory), "random, seed " + SEED);
  }

  /** For a report. */
  public Map<String, String> subject() {
    Map<String, String> subject = new LinkedHashMap<>();
    subject.put("model", architecture());
    subject.put("weights", weights);
    return subject;
  }

  /** Such as {@code ViT-B/32}, or its numbers. */
  public String architecture() {
    ClipConfig config = checkpoint.config();
    if (config.equals(ClipConfig.VIT_B_32)) {
      return "ViT-B/32";
    }
    return "ViT of %d layers of %d, patches of %d in %d pixels; texts %d layers of %d; dimension %d"
        .formatted(
            config.vision().layers(),
            config.vision().width(),
            config.patchSize(),
            config.imageSize(),
            config.text().layers(),
            config.text().width(),
            config.dimension());
  }
}
