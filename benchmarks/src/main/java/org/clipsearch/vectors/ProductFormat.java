package org.clipsearch.vectors;

import java.io.IOException;

/** The product's own index, as {@code index} writes it and {@code search} reads it. */
public record ProductFormat() implements IndexFormat {
  public static final String NAME = "product";

  @Override
  public Build build(SearchTask task, ClipLikeVectors vectors) {
    return new ProductBuild(task, vectors);
  }

  @Override
  public VectorIndex open(SearchTask task) throws IOException {
    return new ProductIndex(task.index(this));
  }

  @Override
  public String toString() {
    return NAME;
  }
}
