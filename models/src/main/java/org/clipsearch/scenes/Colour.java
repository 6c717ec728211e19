package org.clipsearch.scenes;

/** What an object is mainly painted with; chosen to stay apart under every light. */
public enum Colour {
  RED(0xd81e1e),
  ORANGE(0xf58414),
  YELLOW(0xf7dc1e),
  GREEN(0x1f9a34),
  BLUE(0x2255d8),
  PURPLE(0x7a2bb0),
  PINK(0xff8cc0),
  BROWN(0x7a4a1e),
  BLACK(0x1c1c1f),
  GREY(0x8c8f94),
  WHITE(0xf6f6f4);

  private final int rgb;

  Colour(int rgb) {
    this.rgb = rgb;
  }

  /** Red, green, blue, from the high byte to the low. */
  public int rgb() {
    return rgb;
  }
}
