package org.clipsearch.speed;

import java.util.function.LongSupplier;

/** Does something again and again for a while, and counts. */
public final class RateMeter {
  /** Of the time that is measured, what comes before it. */
  private static final double WARM_UP = 1.0 / 3;

  private final double seconds;
  private final LongSupplier nanos;

  /**
   * Makes one.
   *
   * @param seconds for which it measures at least, after a third of that to warm up
   */
  public RateMeter(double seconds) {
    this(seconds, System::nanoTime);
  }

  RateMeter(double seconds, LongSupplier nanos) {
    this.seconds = seconds;
    this.nanos = nanos;
  }

  /** How often a second it was done. */
  double perSecond(Runnable pass) {
    repeat(pass, WARM_UP * seconds);
    return repeat(pass, seconds);
  }

  private double repeat(Runnable pass, double atLeast) {
    long begin = nanos.getAsLong();
    long passes = 0;
    double taken;
    do {
      pass.run();
      passes++;
      taken = (nanos.getAsLong() - begin) / 1e9;
    } while (taken < atLeast);
    return passes / taken;
  }
}
