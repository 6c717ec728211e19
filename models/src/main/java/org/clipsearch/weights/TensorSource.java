package org.clipsearch.weights;

import java.io.IOException;
import java.util.List;

/** Where a model's tensors come from: a file, or several that belong together. Thread-safe. */
public interface TensorSource extends AutoCloseable {
  /**
   * One tensor, as it is expected to be.
   *
   * @throws CheckpointException where it is not there, has another shape, or holds no weights
   */
  StoredTensor get(TensorSpec expected) throws IOException;

  /**
   * Looks whether all tensors are there as they are expected to be; does not read them.
   *
   * @throws CheckpointException names the one that is not
   */
  default void check(List<TensorSpec> expected) throws IOException {
    for (TensorSpec spec : expected) {
      get(spec);
    }
  }

  /** Lets go of the files. No tensor of them may be in use any more. */
  @Override
  void close();
}
