package org.clipsearch.index;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ModelIdentity;

/** Pictures that can be searched by vector, as they were at one moment. Thread-safe. */
public interface ImageIndex extends AutoCloseable {
  /** Which model the vectors are of; questions must be embedded by the same. */
  ModelIdentity model();

  /** How many pictures there are. */
  int size() throws IOException;

  /** Rises with each change, unless the index is deleted and made anew. */
  long generation();

  /**
   * The pictures nearest to a vector.
   *
   * @param k how many at most, at least 1
   * @return best first; equally similar ones in a fixed order
   * @throws IllegalArgumentException where the query's dimension is not the model's
   */
  List<Hit> nearest(Embedding query, int k) throws IOException;

  /** The picture of an {@link IndexedImage#id}, of any string. */
  Optional<IndexedImage> image(String id) throws IOException;

  /** The vector of an {@link IndexedImage#id}, of any string. */
  Optional<Embedding> embedding(String id) throws IOException;

  @Override
  void close() throws IOException;
}
