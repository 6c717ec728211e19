package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.index.IndexException;
import org.clipsearch.index.IndexedImage;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.index.NextIndex;
import org.clipsearch.store.ModelStore;
import org.clipsearch.weights.Checkpoint;

/** From an index's model to another: an index of the new one is built beside it, and takes over. */
final class ModelSwitch {
  private final Path directory;
  private final Checkpoint checkpoint;
  private final GlobalOptions global;

  ModelSwitch(Path directory, Checkpoint checkpoint, GlobalOptions global) {
    this.directory = directory;
    this.checkpoint = checkpoint;
    this.global = global;
  }

  /** Whether the index is of another model; else one that was begun beside it is told of. */
  boolean isNeeded() throws IOException {
    if (!LuceneIndex.exists(directory)) {
      return false;
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      if (!index.model().sameVectors(checkpoint.identity())) {
        return true;
      }
    }
    NextIndex.model(directory)
        .ifPresent(
            other ->
                global.notice(
                    "an index with %s is begun beside this one; to go on with it: --model %s"
                        .formatted(other.name(), ModelStore.reference(other))));
    return false;
  }

  /** Where to build. What was begun with a third model is let go. */
  Path begin() throws IOException {
    ModelIdentity wanted = checkpoint.identity();
    if (NextIndex.model(directory).filter(begun -> !begun.sameVectors(wanted)).isPresent()) {
      NextIndex.discard(directory);
    }
    global.notice(
        "the index is of another model: one with %s is built beside it, and searches use the old"
                .formatted(checkpoint.name())
            + " one until it is complete");
    return NextIndex.of(directory);
  }

  /**
   * Lets the new index take over, if it has all that the old one has.
   *
   * @param prune whether what is gone may be missing
   * @throws IndexException says what is missing otherwise
   */
  void finish(boolean prune) throws IOException {
    List<IndexedImage> missing = NextIndex.missing(directory);
    List<IndexedImage> there =
        missing.stream().filter(image -> Files.exists(image.path())).toList();
    if (!there.isEmpty()) {
      throw new IndexException(
          "%d images of the old index are in none of the folders, such as %s; index these folders too: clipsearch index --model %s FOLDER"
              .formatted(
                  there.size(),
                  GlobalOptions.printable(there.getFirst().path()),
                  ModelStore.reference(checkpoint.identity())));
    }
    if (!missing.isEmpty() && !prune) {
      throw new IndexException(
          "%d images of the old index are gone, such as %s, so that it is kept: is a drive not mounted? If they are gone for good, say --prune"
              .formatted(missing.size(), GlobalOptions.printable(missing.getFirst().path())));
    }
    NextIndex.replace(directory);
    global.notice("searches use %s from now on".formatted(checkpoint.name()));
  }
}
