package org.clipsearch.vectors;

import java.nio.file.Path;

/**
 * What is searched, and where its files are; their names say all that they depend on.
 *
 * @param directory of the files; made where it does not exist
 * @param seed of the vectors
 * @param images how many vectors are indexed, at least 10
 * @param queries how many of each kind are asked
 * @param merged whether an index is merged into one segment, or left as its writer leaves it
 */
public record SearchTask(Path directory, long seed, int images, int queries, boolean merged) {
  /** Of an index. */
  public Path index(IndexFormat format) {
    String name = "%s-%d-seed%d".formatted(format, images, seed);
    return directory.resolve(merged ? name + "-merged" : name);
  }

  /** Of the queries' true neighbours. */
  Path answers() {
    return directory.resolve("answers-%d-of-%d-seed%d".formatted(queries, images, seed));
  }
}
