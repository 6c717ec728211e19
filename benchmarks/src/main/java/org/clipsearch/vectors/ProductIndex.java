package org.clipsearch.vectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.index.Hit;
import org.clipsearch.index.LuceneIndex;

/**
 * Searches an index that {@link ProductBuild} wrote by the product's own code, which also reads
 * what is known of the ten pictures that it finds.
 */
final class ProductIndex implements VectorIndex {
  private final Path path;
  private final LuceneIndex index;
  private final boolean byGraph;

  ProductIndex(Path path) throws IOException {
    this.path = path;
    this.index = LuceneIndex.open(path);
    this.byGraph = index.size() > LuceneIndex.EXACT_UP_TO;
  }

  @Override
  public IndexFigures figures() throws IOException {
    try (IndexSearch lucene = new IndexSearch(ProductFormat.NAME, path)) {
      return IndexFigures.of(lucene, Effort.read(index.notes()), byGraph);
    }
  }

  /** The one that there is. */
  @Override
  public List<Search> searches(List<Integer> widths, OptionalInt rescore) {
    return List.of(new Search(byGraph ? Search.OWN : 0, 0, this::nearest));
  }

  private int[] nearest(float[] query, int k) throws IOException {
    return index.nearest(Embedding.of(query), k).stream().mapToInt(ProductIndex::number).toArray();
  }

  private static int number(Hit hit) {
    return Integer.parseInt(hit.image().path().getFileName().toString());
  }

  @Override
  public int number(int found) {
    return found;
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
