package org.clipsearch.weights;

/** What stands between the two layers of an MLP; the wrong one gives silently wrong vectors. */
public enum Activation {
  /** {@code x * sigmoid(1.702 x)}: OpenAI's weights. */
  QUICK_GELU,
  /** The exact GELU, by the error function: LAION's and DataComp's weights. */
  GELU
}
