package org.clipsearch.crawl;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what each stage takes, over all threads. Thread-safe. */
final class StageTimes {
  /** What may fail as files do. */
  interface Work<T> {
    T run() throws IOException;
  }

  private final Map<Stage, LongAdder> nanos = new EnumMap<>(Stage.class);

  StageTimes() {
    for (Stage stage : Stage.values()) {
      nanos.put(stage, new LongAdder());
    }
  }

  <T> T time(Stage stage, Work<T> work) throws IOException {
    long start = System.nanoTime();
    try {
      return work.run();
    } finally {
      add(stage, System.nanoTime() - start);
    }
  }

  void add(Stage stage, long time) {
    nanos.get(stage).add(time);
  }

  Map<Stage, Double> seconds() {
    Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
    nanos.forEach((stage, time) -> seconds.put(stage, time.sum() / 1e9));
    return seconds;
  }
}
