package org.clipsearch.scenes;

/** What a {@link Kind} is one of. */
public enum Category implements Noun {
  ANIMAL,
  VEHICLE,
  PLANT,
  BUILDING,
  THING,
  PERSON;

  @Override
  public boolean covers(Kind kind) {
    return kind.category() == this;
  }
}
