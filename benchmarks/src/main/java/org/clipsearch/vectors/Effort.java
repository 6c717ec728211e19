package org.clipsearch.vectors;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * What writing an index took, over all times it was gone on with.
 *
 * @param cpuSeconds of the whole process, merges among it
 */
public record Effort(double seconds, double cpuSeconds) {
  private static final String SECONDS = "seconds";
  private static final String CPU_SECONDS = "cpuSeconds";

  /** Reads what {@link #write} made; none where nothing is there. */
  public static Effort read(Map<String, String> data) {
    return new Effort(
        Double.parseDouble(data.getOrDefault(SECONDS, "0")),
        Double.parseDouble(data.getOrDefault(CPU_SECONDS, "0")));
  }

  /** For an index to keep. */
  public Map<String, String> write() {
    Map<String, String> data = new TreeMap<>();
    data.put(SECONDS, String.valueOf(seconds));
    data.put(CPU_SECONDS, String.valueOf(cpuSeconds));
    return data;
  }

  /** What this process has taken until now, from some moment on. */
  public static Effort ofProcess() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Effort(System.nanoTime() / 1e9, system.getProcessCpuTime() / 1e9);
  }

  /** This, and what the process took since. */
  public Effort plusSince(Effort begin) {
    Effort now = ofProcess();
    return new Effort(
        seconds + now.seconds - begin.seconds, cpuSeconds + now.cpuSeconds - begin.cpuSeconds);
  }
}
