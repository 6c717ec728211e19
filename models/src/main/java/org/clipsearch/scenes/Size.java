package org.clipsearch.scenes;

/** How much of the picture's height an object takes. */
public enum Size {
  SMALL(0.27, 0.33),
  MEDIUM(0.37, 0.45),
  LARGE(0.50, 0.62);

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
