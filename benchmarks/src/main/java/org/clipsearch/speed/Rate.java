package org.clipsearch.speed;

/**
 * How fast something was embedded.
 *
 * @param kind {@link #IMAGES} or {@link #TEXTS}
 * @param batch how many at a time
 * @param p50Millis a pass with a batch took, in the median
 * @param p95Millis a pass took, at the 95th percentile
 */
public record Rate(String kind, int batch, double perSecond, double p50Millis, double p95Millis) {
  public static final String IMAGES = "images";
  public static final String TEXTS = "texts";
}
