package org.clipsearch.scenes;

/** How the first group of a scene lies to the second. */
public enum Relation {
  LEFT_OF,
  RIGHT_OF,
  ABOVE,
  BELOW;

  /** How the second lies to the first. */
  public Relation reversed() {
    return switch (this) {
      case LEFT_OF -> RIGHT_OF;
      case RIGHT_OF -> LEFT_OF;
      case ABOVE -> BELOW;
      case BELOW -> ABOVE;
    };
  }
}
