package org.clipsearch.scenes;

/** Of scenes under an open sky. */
public enum Weather {
  CLEAR,
  CLOUDY,
  RAIN,
  SNOW,
  FOG
}
