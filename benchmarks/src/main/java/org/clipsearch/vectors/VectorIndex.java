package org.clipsearch.vectors;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** An index of generated vectors, to be measured by one thread. */
public interface VectorIndex extends Closeable {
  /** What it is like. */
  IndexFigures figures() throws IOException;

  /**
   * In which ways it is searched.
   *
   * @param widths candidates that a search of a graph keeps
   * @param rescore how many of them are compared again by their floats, where that can be chosen;
   *     all where it is empty
   */
  List<Search> searches(List<Integer> widths, OptionalInt rescore);

  /** The generator's number of what a search has found; not a part of the search. */
  int number(int found) throws IOException;
}
