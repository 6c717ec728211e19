package org.clipsearch.scenes;

import java.awt.Color;
import java.util.SplittableRandom;

/** The colours that a scene's time of day and weather give to what lies under them. */
final class Light {
  private static final int GREATEST_SHIFT = 9;

  private final TimeOfDay time;
  private final Weather weather;
  private final int redShift;
  private final int greenShift;
  private final int blueShift;

  /** Draws the slight shift of all hues that sets this scene apart from others. */
  Light(Scene scene, SplittableRandom random) {
    boolean openSky = scene.background().openSky();
    time = openSky ? scene.time() : TimeOfDay.DAY;
    weather = openSky ? scene.weather() : Weather.CLEAR;
    redShift = random.nextInt(-GREATEST_SHIFT, GREATEST_SHIFT + 1);
    greenShift = random.nextInt(-GREATEST_SHIFT, GREATEST_SHIFT + 1);
    blueShift = random.nextInt(-GREATEST_SHIFT, GREATEST_SHIFT + 1);
  }

  TimeOfDay time() {
    return time;
  }

  Weather weather() {
    return weather;
  }

  /** What a colour of the land by clear day looks like. */
  Color land(int rgb) {
    double haze =
        switch (weather) {
          case CLEAR -> 0;
          case CLOUDY -> 0.06;
          case RAIN -> 0.22;
          case SNOW -> 0.14;
          case FOG -> 0.2;
        };
    Color shifted =
        colour(
            (rgb >> 16 & 0xff) + redShift,
            (rgb >> 8 & 0xff) + greenShift,
            (rgb & 0xff) + blueShift);
    return inTimesLight(mix(shifted, haze(), haze));
  }

  /** What a colour of clouds, rain or snow by day looks like. */
  Color air(int rgb) {
    return inTimesLight(new Color(rgb));
  }

  /** What water that is of a colour by clear day looks like under a part of the sky. */
  Color water(int rgb, Color mirrored) {
    return mix(land(rgb), mirrored, time == TimeOfDay.SUNSET ? 0.45 : 0.3);
  }

  Color zenith() {
    return sky(
        switch (time) {
          case DAY -> 0x4a9be8;
          case SUNSET -> 0xc4507e;
          case NIGHT -> 0x0a1435;
        });
  }

  Color horizon() {
    return sky(
        switch (time) {
          case DAY -> 0xcfe9fb;
          case SUNSET -> 0xffb950;
          case NIGHT -> 0x2c3f78;
        });
  }

  static Color transparent(Color colour, double alpha) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * alpha));
  }

  private Color sky(int clear) {
    double cover =
        switch (weather) {
          case CLEAR -> 0;
          case CLOUDY -> 0.25;
          case RAIN -> 0.85;
          case SNOW, FOG -> 0.9;
        };
    // A wholly grey sky would no longer tell a sunset from the day.
    double part = time == TimeOfDay.SUNSET ? 0.55 * cover : cover;
    return mix(new Color(clear), air(haze().getRGB()), part);
  }

  private Color haze() {
    return switch (weather) {
      case CLEAR, CLOUDY -> new Color(0xb4bcc6);
      case RAIN -> new Color(0x78828c);
      case SNOW -> new Color(0xd3dae2);
      case FOG -> new Color(0xd2d7da);
    };
  }

  private Color inTimesLight(Color c) {
    return switch (time) {
      case DAY -> c;
      case SUNSET -> colour(c.getRed(), c.getGreen() * 0.80, c.getBlue() * 0.73);
      case NIGHT -> colour(c.getRed() * 0.45, c.getGreen() * 0.51, c.getBlue() * 0.68);
    };
  }

  private static Color mix(Color a, Color b, double part) {
    return colour(
        a.getRed() + part * (b.getRed() - a.getRed()),
        a.getGreen() + part * (b.getGreen() - a.getGreen()),
        a.getBlue() + part * (b.getBlue() - a.getBlue()));
  }

  private static Color colour(double red, double green, double blue) {
    return new Color(level(red), level(green), level(blue));
  }

  private static int level(double value) {
    return Math.clamp(Math.round(value), 0, 255);
  }
}
