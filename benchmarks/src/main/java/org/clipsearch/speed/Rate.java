package org.clipsearch.speed;

/**
 * How fast something was embedded.
 *
 * @param kind {@link #IMAGES} or {@link #TEXTS}
 * @param batch how many at a time
 */
public record Rate(String kind, int batch, double perSecond) {
  public static final String IMAGES = "images";
  public static final String TEXTS = "texts";
}
