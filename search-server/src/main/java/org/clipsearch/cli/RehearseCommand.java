package org.clipsearch.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.index.FileStamp;
import org.clipsearch.index.IndexedImage;
import org.clipsearch.index.LuceneIndexWriter;
import org.clipsearch.store.ModelStore;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * By which Java learns what a search needs, so that it starts faster: the launcher runs it once.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Search an index of one image with the bundled model, and leave nothing behind.")
final class RehearseCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;

  @Override
  public Integer call() throws Exception {
    try (DemoFolder folder = DemoFolder.open(null)) {
      index(folder.index());
      String[] search = {"search", "--index", folder.index().toString(), "a", "red", "car"};
      PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
      return Main.run(new Main(), nowhere, nowhere, search);
    }
  }

  private void index(Path directory) throws IOException {
    Checkpoint model = global.store().open(ModelStore.BUNDLED);
    float[] vector = new float[model.config().dimension()];
    vector[0] = 1;
    FileStamp file = new FileStamp(directory.resolve("a.jpg"), 0, Instant.EPOCH);
    IndexedImage image = new IndexedImage(file, 1, 1);
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(directory, model.identity())) {
      writer.put(image, Embedding.of(vector));
      writer.commit();
    }
  }
}
