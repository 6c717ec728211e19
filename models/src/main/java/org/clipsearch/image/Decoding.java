package org.clipsearch.image;

/**
 * How files are turned into pixels.
 *
 * @param exact whether JPEGs are decoded in full. Otherwise those of two megapixels and more become
 *     a half, a quarter or an eighth as large, while the shorter side stays at least one and a half
 *     times as long as what it is shrunk to afterwards
 * @param maxPixels what a picture may have, 1 to {@link #MOST_PIXELS}; larger ones are refused
 *     before they are decoded
 */
public record Decoding(boolean exact, long maxPixels) {
  /** As many as fit into a Java array, at three bytes each. */
  public static final long MOST_PIXELS = (Integer.MAX_VALUE - 8) / 3;

  /** Reduced. A phone's 200 megapixels pass; in full they are 768 MiB at the most. */
  public static final Decoding DEFAULT = new Decoding(false, 1L << 28);

  /** In full, with the limit of {@link #DEFAULT}. */
  public static final Decoding EXACT = new Decoding(true, DEFAULT.maxPixels);

  public Decoding {
    if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "the limit must be 1 to %d pixels, got: %d".formatted(MOST_PIXELS, maxPixels));
    }
  }
}
