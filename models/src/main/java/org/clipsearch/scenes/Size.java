package org.clipsearch.scenes;

/** How much of the picture's height an object takes. */
public enum Size {
  SMALL(0.24, 0.30),
  MEDIUM(0.33, 0.42),
  LARGE(0.47, 0.60);

  private final double from;
  private final double to;

  Size(double from, double to) {
    this.from = from;
    this.to = to;
  }

  /** The least height, as a part of the picture's. */
  double from() {
    return from;
  }

  /** The greatest height, as a part of the picture's. */
  double to() {
    return to;
  }
}
