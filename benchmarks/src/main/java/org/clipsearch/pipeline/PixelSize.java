package org.clipsearch.pipeline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Width and height in pixels, written {@code 4000x3000}. */
public record PixelSize(int width, int height) {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{2,5})x(\\d{2,5})");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static PixelSize of(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be WIDTHxHEIGHT, such as 4000x3000, got: " + text);
    }
    return new PixelSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
