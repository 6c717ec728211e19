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
    }
    peakBytes.ifPresent(bytes -> rounds.add(peakName(way), MEGABYTES, false, bytes / 1e6));
    if (measured.gpuBytes() > 0) {
      rounds.add(gpuName(way), MEGABYTES, false, measured.gpuBytes() / 1e6);
    }
  }

  private static String name(Way way, String kind, int batch) {
    return "%s, %s, batch %d".formatted(kind, way, batch);
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
