package org.clipsearch.embedding;

import java.nio.file.Path;

/**
 * What decides a picture's vector. Precision and device do not: their vectors differ by rounding
 * alone.
 *
 * @param name as the user knows the model
 * @param directory where it was loaded from
 * @param weightsSha256 of the file of weights, 64 lowercase hexadecimal digits
 * @param dimension of its vectors
 * @param preprocessing the rule for pixels, in words
 */
public record ModelIdentity(
    String name, Path directory, String weightsSha256, int dimension, String preprocessing) {

  /** Whether both give the same vectors; name and place may differ. */
  public boolean sameVectors(ModelIdentity other) {
    return weightsSha256.equals(other.weightsSha256)
        && dimension == other.dimension
        && preprocessing.equals(other.preprocessing);
  }

  /** Name, folder and the start of the hash: enough for a person to tell two models apart. */
  public String describe() {
    return "%s (%s, weights %s…)".formatted(name, directory, weightsSha256.substring(0, 12));
  }
}
