package org.clipsearch.speed;

import java.util.LinkedHashMap;
import java.util.Map;

/** A stopwatch for what is done one after the other. Not thread-safe. */
public final class Laps {
  private final Map<String, Double> millis = new LinkedHashMap<>();
  private long began = System.nanoTime();

  /** Ends a lap and begins the next. */
  public void end(String lap) {
    long now = System.nanoTime();
    millis.merge(lap, (now - began) / 1e6, Double::sum);
    began = System.nanoTime();
  }

  /** The milliseconds of each lap, in their order. */
  public Map<String, Double> millis() {
    return millis;
  }
}
