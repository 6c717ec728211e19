package org.clipsearch.scenes;

/** What can be said to be in a picture: a kind of object, or a whole category. */
public sealed interface Noun permits Kind, Category {
  /** Whether an object of a kind may be called so. */
  boolean covers(Kind kind);

  /** The constant's name. */
  String name();
}
