package org.clipsearch.speed;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.clipsearch.report.Figure;
import org.clipsearch.report.Rounds;

/** What all rounds found of all ways. Not thread-safe. */
public final class EmbedFindings {
  private static final String MEGABYTES = "MB";

  private final Rounds rounds = new Rounds();

  /**
   * Takes in what one process found.
   *
   * @param peakBytes of its memory; empty where the system does not tell
   */
  public void add(Way way, Measured measured, OptionalLong peakBytes) {
    for (Rate rate : measured.rates()) {
      rounds.add(name(way, rate.kind(), rate.batch()), rate.kind() + "/s", true, rate.perSecond());
      if (rate.batch() == 1) {
        rounds.add(latencyName(way, rate.kind(), 50), "ms", false, rate.p50Millis());
        rounds.add(latencyName(way, rate.kind(), 95), "ms", false, rate.p95Millis());
      }
    }
    peakBytes.ifPresent(bytes -> rounds.add(peakName(way), MEGABYTES, false, bytes / 1e6));
    if (measured.gpuBytes() > 0) {
      rounds.add(gpuName(way), MEGABYTES, false, measured.gpuBytes() / 1e6);
    }
  }

  private static String name(Way way, String kind, int batch) {
    return "%s, %s, batch %d".formatted(kind, way, batch);
  }

  private static String latencyName(Way way, String kind, int percentile) {
    return "%s one at a time, %s, p%d".formatted(kind, way, percentile);
  }

  private static String peakName(Way way) {
    return "peak memory, " + way;
  }

  private static String gpuName(Way way) {
    return "GPU memory, " + way;
  }

  /** The rate of a {@link Rate#kind}; empty where it was not measured. */
  public Optional<Figure> rate(Way way, String kind, int batch) {
    return rounds.figure(name(way, kind, batch));
  }

  /**
   * How long one alone takes; empty where it was not measured.
   *
   * @param kind a {@link Rate#kind}
   * @param percentile 50 or 95
   */
  public Optional<Figure> latency(Way way, String kind, int percentile) {
    return rounds.figure(latencyName(way, kind, percentile));
  }

  /** The peak of resident memory. */
  public Optional<Figure> peak(Way way) {
    return rounds.figure(peakName(way));
  }

  /** What was in use on the card. */
  public Optional<Figure> gpu(Way way) {
    return rounds.figure(gpuName(way));
  }

  /** All of them, in the order in which they were found first. */
  public List<Figure> figures() {
    return rounds.figures();
  }
}
