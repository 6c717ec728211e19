package org.clipsearch.crawl;

import java.util.Map;

/**
 * Where the time of a crawl went.
 *
 * @param wall seconds from start to end
 * @param seconds by stage, added up over its threads
 * @param threads that decoded
 * @param passes that the model made at once
 */
public record Profile(double wall, Map<Stage, Double> seconds, int threads, int passes) {
  /** So much waiting is none. */
  private static final double LITTLE = 0.1;

  public Profile {
    seconds = Map.copyOf(seconds);
  }

  /** Which part of the time that its threads have a stage was at work, from 0 to 1. */
  public double share(Stage stage) {
    return wall > 0 ? seconds.get(stage) / (wall * threads(stage)) : 0;
  }

  private int threads(Stage stage) {
    return switch (stage) {
      case READ -> threads + LoadStage.READ_AHEAD;
      case FINGERPRINT, METADATA, DECODE, PREPARE -> threads;
      case WAIT, EMBED -> passes;
      case WALK, WRITE, COMMIT -> 1;
    };
  }

  /** What a faster run would need, in words. */
  public String limit() {
    double decoding = share(Stage.FINGERPRINT) + share(Stage.METADATA) + share(Stage.DECODE);
    decoding += share(Stage.PREPARE);
    if (share(Stage.EMBED) == 0) {
      return "nothing was embedded";
    }
    if (share(Stage.WAIT) <= LITTLE) {
      return "the model: it had pictures all the time";
    }
    if (share(Stage.WRITE) + share(Stage.COMMIT) > 1 - LITTLE) {
      return "the index: writing kept the model waiting";
    }
    if (share(Stage.READ) > decoding) {
      return "the disk: reading kept the model waiting";
    }
    return "decoding: it kept the model waiting";
  }
}
