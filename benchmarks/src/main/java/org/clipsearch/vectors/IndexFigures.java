package org.clipsearch.vectors;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What an index is like.
 *
 * @param segments how many vectors each has, from the largest to the smallest
 * @param buildSeconds of adding and merging, on two threads, until the last commit
 * @param buildCpuSeconds the same, of all threads together
 * @param bytes of all files
 * @param hotBytes what searches read all over, and so should fit into memory: the graph, and the
 *     vectors in the form that it is searched by
 */
public record IndexFigures(
    String format,
    int vectors,
    List<Integer> segments,
    double buildSeconds,
    double buildCpuSeconds,
    long bytes,
    long hotBytes) {
  private static final String FLOATS = "vec";
  private static final String QUANTIZED = "veq";

  /** Reads them. */
  public static IndexFigures of(VectorFormat format, IndexSearch index) throws IOException {
    IndexBuild.Effort effort = index.effort();
    Map<String, Long> parts = index.parts();
    long hot = parts.values().stream().mapToLong(Long::longValue).sum();
    if (parts.containsKey(QUANTIZED)) {
      hot -= parts.get(FLOATS);
    }
    return new IndexFigures(
        format.toString(),
        index.size(),
        index.segments(),
        effort.seconds(),
        effort.cpuSeconds(),
        index.bytes(),
        hot);
  }
}
