package org.clipsearch.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.ImageFile;
import org.clipsearch.image.PreparedImage;

/**
 * What a short script does: one picture after the other is read, decoded in full and shrunk, by one
 * thread; each eight are embedded in float32, by as many as the engine takes; all vectors are kept
 * in memory. Decoder and resampling are those of the product, so that nothing but the way differs.
 */
public final class PlainWay {
  private static final int BATCH = 8;

  private final ImageEmbedder model;
  private final List<PreparedImage> batch = new ArrayList<>();
  private final List<Embedding> embeddings = new ArrayList<>();
  private int skipped;

  private PlainWay(ImageEmbedder model) {
    this.model = model;
  }

  /**
   * Embeds files.
   *
   * @param model in float32, that decodes in full
   */
  public static Embedded embed(List<Path> files, ImageEmbedder model) {
    long start = System.nanoTime();
    PlainWay way = new PlainWay(model);
    files.forEach(way::add);
    way.embed();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Embedded(way.embeddings.size(), way.skipped, seconds);
  }

  private void add(Path file) {
    try {
      batch.add(model.prepare(ImageFile.read(file)));
    } catch (IOException e) {
      skipped++;
    }
    if (batch.size() == BATCH) {
      embed();
    }
  }

  private void embed() {
    embeddings.addAll(model.embed(batch));
    batch.clear();
  }
}
