package org.clipsearch.scenes;

/** Where in the picture a group of objects is, from left to right. */
public enum Position {
  LEFT,
  MIDDLE,
  RIGHT
}
