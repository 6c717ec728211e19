package org.clipsearch.scenes;

/** Where a scene takes place. */
public enum Background {
  BEACH,
  DESERT,
  FOREST,
  MEADOW,
  MOUNTAINS,
  CITY,
  SNOWFIELD,
  LAKE,
  WHEAT_FIELD,
  GARDEN,
  STREET,
  JUNGLE,
  LIVING_ROOM(false),
  UNDERWATER(false);

  private final boolean openSky;

  Background() {
    this(true);
  }

  Background(boolean openSky) {
    this.openSky = openSky;
  }

  /** Whether weather and time of day can be seen. */
  public boolean openSky() {
    return openSky;
  }
}
