package org.clipsearch.store;

import java.util.List;

/**
 * How it stands with a model's files.
 *
 * @param faults what is wrong, a line each
 * @param pullHelps whether what is missing or damaged can be fetched anew
 */
public record ModelHealth(List<String> faults, boolean pullHelps) {
  public boolean isWhole() {
    return faults.isEmpty();
  }

  /** All faults on one line; {@code whole} where there are none. */
  @Override
  public String toString() {
    return isWhole() ? "whole" : String.join("; ", faults);
  }
}
