package org.clipsearch.scenes;

import java.awt.Color;
import java.util.random.RandomGenerator;

/** What a shape of a {@link Drawing} is painted with. */
enum Pigment {
  MAIN,
  DARK,
  LIGHT,
  INK,
  PALE,
  BLACK(0x1e1c20),
  WHITE(0xfafafa),
  SKIN(0xf0bd92),
  WOOD(0x8a5a2c),
  STRAW(0xe6c45c),
  GLASS(0xa8d8f2),
  METAL(0x9aa2aa),
  LEAF(0x3c9440),
  YELLOW(0xffd92e),
  ORANGE(0xf59a22),
  RED(0xd92b2b),
  BLUE(0x2f6fd8),
  PINK(0xf5a3b5),
  CREAM(0xf4e8cc),
  SMOKE(0xd5d8dc);

  private static final Color OUTLINE = new Color(0x3a363e);
  private static final Color OUTLINE_OF_DARK = new Color(0xb4b6bc);

  /** Black is darker in all channels, all other colours are lighter in one. */
  private static final int DARK_BELOW = 60;

  /** White is lighter in all channels, all other colours are darker in one. */
  private static final int LIGHT_ABOVE = 200;

  private final Color fixed;

  Pigment() {
    fixed = null;
  }

  Pigment(int rgb) {
    fixed = new Color(rgb);
  }

  /** Its colour on an object of a main colour, from which it differs enough to be seen. */
  Color on(Color main) {
    boolean dark = isDark(main);
    boolean light = isLight(main);
    return switch (this) {
      case MAIN -> main;
      // White shaded as much as the other colours would pass for grey.
      case DARK -> dark ? mix(main, WHITE, 0.26) : mix(main, BLACK, light ? 0.2 : 0.3);
      case LIGHT -> light ? mix(main, BLACK, 0.11) : mix(main, WHITE, 0.34);
      case INK -> dark ? SMOKE.fixed : BLACK.fixed;
      case PALE -> light ? mix(main, METAL, 0.6) : WHITE.fixed;
      default -> fixed;
    };
  }

  /** The colour of the line around an object of a main colour. */
  static Color outline(Color main) {
    return isDark(main) ? OUTLINE_OF_DARK : OUTLINE;
  }

  /** Whether dark details would not show on a colour. */
  static boolean isDark(Color colour) {
    return Math.max(colour.getRed(), Math.max(colour.getGreen(), colour.getBlue())) < DARK_BELOW;
  }

  /** Whether light details would not show on a colour. */
  static boolean isLight(Color colour) {
    return Math.min(colour.getRed(), Math.min(colour.getGreen(), colour.getBlue())) > LIGHT_ABOVE;
  }

  /** A colour that is a little darker or lighter, and a little turned on the colour circle. */
  static Color varied(Color colour, RandomGenerator random) {
    float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
    float hue = hsb[0] + (float) random.nextDouble(-2, 2) / 360;
    float brightness = hsb[2] * (float) random.nextDouble(0.94, 1.06);
    return Color.getHSBColor(hue, hsb[1], Math.min(1, brightness));
  }

  private static Color mix(Color colour, Pigment with, double share) {
    return new Color(
        mix(colour.getRed(), with.fixed.getRed(), share),
        mix(colour.getGreen(), with.fixed.getGreen(), share),
        mix(colour.getBlue(), with.fixed.getBlue(), share));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }
}
