package org.clipsearch.speed;

import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

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

  /**
   * What was counted.
   *
   * @param perSecond how often it was done
   * @param p50Millis how long it took at most, of the faster half of the times
   * @param p95Millis the same, of all but the slowest twentieth
   */
  record Passes(double perSecond, double p50Millis, double p95Millis) {
    private static Passes of(long[] taken) {
      long[] sorted = Arrays.stream(taken).sorted().toArray();
      double seconds = Arrays.stream(taken).sum() / 1e9;
      return new Passes(sorted.length / seconds, millis(sorted, 0.5), millis(sorted, 0.95));
    }

    /** By the nearest rank. */
    private static double millis(long[] sorted, double share) {
      return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }
  }

  /** Warms up, and measures. */
  Passes measure(Runnable pass) {
    repeat(pass, WARM_UP * seconds);
    return Passes.of(repeat(pass, seconds));
  }

  private long[] repeat(Runnable pass, double atLeast) {
    LongStream.Builder taken = LongStream.builder();
    long begin = nanos.getAsLong();
    long now = begin;
    do {
      pass.run();
      long end = nanos.getAsLong();
      taken.add(end - now);
      now = end;
    } while ((now - begin) / 1e9 < atLeast);
    return taken.build().toArray();
  }
}
