package org.clipsearch.embedding;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What decides a picture's vector. Precision and device do not: their vectors differ by rounding
 * alone.
 *
 * @param name as the user knows the model
 * @param directory absolute, of a model that is known by its place rather than its name
 * @param weightsSha256 of the file of weights, 64 lowercase hexadecimal digits
 * @param dimension of its vectors
 * @param preprocessing the rule for pixels, in words
 */
public record ModelIdentity(
    String name,
    Optional<Path> directory,
    String weightsSha256,
    int dimension,
    String preprocessing) {

  /** Whether both give the same vectors; name and place may differ. */
  public boolean sameVectors(ModelIdentity other) {
    return weightsSha256.equals(other.weightsSha256)
        && dimension == other.dimension
        && preprocessing.equals(other.preprocessing);
  }

  /** Name, place and the start of the hash: enough for a person to tell two models apart. */
  public String describe() {
    String place = directory.map(d -> d + ", ").orElse("");
    return "%s (%sweights %s…)".formatted(name, place, weightsSha256.substring(0, 12));
  }
}
