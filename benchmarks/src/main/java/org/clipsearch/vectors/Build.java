package org.clipsearch.vectors;

import java.io.IOException;
import java.util.function.LongConsumer;

/** Writes an index; killed or stopped, the next one goes on with what is there, or begins anew. */
public interface Build {
  /**
   * Writes what is missing of the vectors.
   *
   * @param progress is told how many there are; by several threads
   * @return whether all are written
   */
  boolean run(LongConsumer progress) throws IOException;

  /** Ends {@link #run} soon, from another thread. */
  void stop();
}
