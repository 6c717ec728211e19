package org.clipsearch.vectors;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.index.FileStamp;
import org.clipsearch.index.IndexedImage;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.index.LuceneIndexWriter;

/** Writes the product's index of pictures that do not exist, each named by its vector's number. */
final class ProductBuild implements Build {
  private static final int BETWEEN_COMMITS = 20_000;

  private final SearchTask task;
  private final ClipLikeVectors vectors;
  private volatile boolean stopped;

  ProductBuild(SearchTask task, ClipLikeVectors vectors) {
    this.task = task;
    this.vectors = vectors;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public boolean run(LongConsumer progress) throws IOException {
    Path path = task.index(new ProductFormat());
    long have = LuceneIndex.exists(path) ? size(path) : 0;
    boolean whole = have == task.images();
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(path, ThrottledEmbedder.MODEL)) {
      Effort before = Effort.read(writer.notes());
      Effort begin = Effort.ofProcess();
      while (have < task.images() && !stopped) {
        writer.put(picture(have), Embedding.of(vectors.image(have)));
        have++;
        progress.accept(have);
        if (have % BETWEEN_COMMITS == 0) {
          commit(writer, before.plusSince(begin));
        }
      }
      if (!whole) {
        commit(writer, before.plusSince(begin));
      }
      writer.compact();
      if (!whole || writer.isMerging()) {
        writer.awaitMerges(() -> stopped);
        commit(writer, before.plusSince(begin));
      }
    } catch (InterruptedException e) {
      throw (InterruptedIOException) new InterruptedIOException().initCause(e);
    }
    return !stopped;
  }

  private static void commit(LuceneIndexWriter writer, Effort effort) throws IOException {
    writer.setNotes(effort.write());
    writer.commit();
  }

  private static int size(Path path) throws IOException {
    try (LuceneIndex index = LuceneIndex.open(path)) {
      return index.size();
    }
  }

  private static IndexedImage picture(long number) {
    FileStamp file = new FileStamp(Path.of("/pictures", String.valueOf(number)), 1, Instant.EPOCH);
    return new IndexedImage(file, 1, 1);
  }
}
