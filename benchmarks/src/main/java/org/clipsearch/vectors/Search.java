package org.clipsearch.vectors;

import java.io.IOException;

/**
 * One way of searching an index.
 *
 * @param width candidates that are kept; 0 where all vectors are compared by their floats, and
 *     {@link #OWN}
 * @param rescored how many of them are compared again by their floats; 0 where the index itself
 *     chooses
 */
public record Search(int width, int rescored, Nearest by) {
  /** For a width that the index itself chooses. */
  public static final int OWN = -1;

  /** Finds what is nearest. */
  @FunctionalInterface
  public interface Nearest {
    /** What the index knows them by, the nearest first. */
    int[] nearest(float[] query, int k) throws IOException;
  }
}
