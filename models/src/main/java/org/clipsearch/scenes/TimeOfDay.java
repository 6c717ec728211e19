package org.clipsearch.scenes;

/** Of scenes under an open sky. */
public enum TimeOfDay {
  DAY,
  SUNSET,
  NIGHT
}
