package org.clipsearch.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.PreparedImage;

/**
 * What a short script does: one picture after the other is read, decoded in full and shrunk, by one
 * thread; each eight are embedded in float32, by as many as libtorch takes; all vectors are kept in
 * memory. Its parts are those of the product, so that nothing but the way differs.
 */
public final class PlainWay {
  private static final int BATCH = 8;

  /**
   * What it took.
   *
   * @param seconds without loading the model
   */
  public record Run(int images, double seconds) {}

  private PlainWay() {}

  /**
   * Embeds all JPEGs of a folder.
   *
   * @param model in float32, that decodes in full
   */
  public static Run embed(Path folder, ImageEmbedder model) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
    long start = System.nanoTime();
    List<Embedding> embeddings = new ArrayList<>();
    for (int from = 0; from < files.size(); from += BATCH) {
      List<PreparedImage> batch = new ArrayList<>();
      for (Path file : files.subList(from, Math.min(files.size(), from + BATCH))) {
        batch.add(model.prepare(Files.readAllBytes(file)));
      }
      embeddings.addAll(model.embed(batch));
    }
    return new Run(embeddings.size(), (System.nanoTime() - start) / 1e9);
  }
}
