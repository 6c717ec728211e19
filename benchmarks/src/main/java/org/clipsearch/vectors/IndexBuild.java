package org.clipsearch.vectors;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.FSDirectory;

/**
 * Writes an index of generated vectors with Lucene's defaults, as the product does: one thread adds
 * them, another merges. Stopped or killed, it goes on from its last commit.
 */
public final class IndexBuild implements Build {
  static final String VECTOR = "vector";

  /** The vector's number in the generator: merges change the order. */
  static final String NUMBER = "number";

  private static final int BETWEEN_COMMITS = 20_000;

  private final SearchTask task;
  private final VectorFormat format;
  private final ClipLikeVectors vectors;
  private volatile boolean stopped;

  /** Prepares a build in the directory that the task names. */
  public IndexBuild(SearchTask task, VectorFormat format, ClipLikeVectors vectors) {
    this.task = task;
    this.format = format;
    this.vectors = vectors;
  }

  /** Merges under way are lost. */
  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public boolean run(LongConsumer progress) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(null).setCodec(format.codec());
    try (FSDirectory opened = FSDirectory.open(task.index(format));
        IndexWriter writer = new IndexWriter(opened, config)) {
      Effort before = Effort.read(committed(writer));
      Effort begin = Effort.ofProcess();
      // Asked for at each commit.
      writer.setLiveCommitData(() -> before.plusSince(begin).write().entrySet().iterator());
      long have = writer.getDocStats().maxDoc;
      while (have < task.images() && !stopped) {
        writer.addDocument(document(have));
        have++;
        progress.accept(have);
        if (have % BETWEEN_COMMITS == 0) {
          writer.commit();
        }
      }
      writer.commit();
      if (stopped) {
        writer.rollback();
        return false;
      }
      if (task.merged()) {
        writer.forceMerge(1);
      }
      writer.maybeMerge(); // what a stop cut off; close waits for it
    }
    return true;
  }

  private static Map<String, String> committed(IndexWriter writer) {
    Map<String, String> data = new TreeMap<>();
    if (writer.getLiveCommitData() != null) {
      writer.getLiveCommitData().forEach(e -> data.put(e.getKey(), e.getValue()));
    }
    return data;
  }

  private Document document(long number) {
    Document document = new Document();
    document.add(
        new KnnFloatVectorField(
            VECTOR, vectors.image(number), VectorSimilarityFunction.DOT_PRODUCT));
    document.add(new NumericDocValuesField(NUMBER, number));
    return document;
  }
}
