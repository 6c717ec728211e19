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
 * @param comparedBy what compares vectors: whose code, and by which instructions
 */
public record IndexFigures(
    String format,
    int vectors,
    List<Integer> segments,
    double buildSeconds,
    double buildCpuSeconds,
    long bytes,
    long hotBytes,
    String comparedBy) {
  /** Makes Lucene compare vectors by SIMD instructions. */
  private static final String SIMD_MODULE = "jdk.incubator.vector";

  private static final String FLOATS = "vec";

  /** Whether Java was started with the module by which Lucene uses SIMD instructions. */
  public static boolean simd() {
    return ModuleLayer.boot().findModule(SIMD_MODULE).isPresent();
  }

  /** By what Lucene compares vectors, in words. */
  public static String instructions() {
    return simd() ? "SIMD" : "without SIMD";
  }

  /**
   * Reads them.
   *
   * @param byGraph whether searches go by the graph, and not by all floats
   */
  static IndexFigures of(IndexSearch index, Effort effort, boolean byGraph) throws IOException {
    Map<String, Long> parts = index.parts();
    long hot = parts.get(FLOATS);
    if (byGraph) {
      long all = parts.values().stream().mapToLong(Long::longValue).sum();
      hot = parts.containsKey(IndexSearch.QUANTIZED) ? all - hot : all;
    }
    return new IndexFigures(
        index.format(),
        index.size(),
        index.segments(),
        effort.seconds(),
        effort.cpuSeconds(),
        index.bytes(),
        hot,
        "Lucene, " + instructions());
  }
}
