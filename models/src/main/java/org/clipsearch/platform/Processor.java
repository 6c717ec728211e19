package org.clipsearch.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the processor can do, as far as it matters for matrix products.
 *
 * @param name as the operating system calls it
 * @param features of {@link #RELEVANT}, those present, in Linux's spelling
 */
public record Processor(String name, Set<String> features) {
  static final List<String> RELEVANT =
      List.of(
          "avx2",
          "fma",
          "avx512f",
          "avx_vnni",
          "avx512_vnni",
          "avx512_bf16",
          "amx_bf16",
          "amx_int8");

  /** Reads {@code /proc/cpuinfo}, once; elsewhere than on Linux no feature is known. */
  public static Processor detect() {
    return Here.PROCESSOR;
  }

  /** Loaded, and so read, when it is first asked for. */
  private static final class Here {
    static final Processor PROCESSOR = read();
  }

  private static Processor read() {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    try {
      return parse(Files.readAllLines(cpuinfo));
    } catch (IOException e) {
      return new Processor(System.getProperty("os.arch"), Set.of());
    }
  }

  static Processor parse(List<String> cpuinfo) {
    String name = System.getProperty("os.arch");
    Set<String> features = new TreeSet<>();
    for (String line : cpuinfo) {
      int colon = line.indexOf(':');
      if (line.startsWith("model name")) {
        name = line.substring(colon + 1).strip();
      } else if (line.startsWith("flags")) {
        features.addAll(List.of(line.substring(colon + 1).strip().split(" ")));
        break; // the first processor speaks for all
      }
    }
    features.retainAll(RELEVANT);
    return new Processor(name, features);
  }

  /** Whether bfloat16 products run in hardware; emulated they are slower than float32. */
  public boolean multipliesBfloat16() {
    return features.contains("amx_bf16") || features.contains("avx512_bf16");
  }

  /** Whether bytes are multiplied and added up in one step; without it such sums may overflow. */
  public boolean multipliesInt8() {
    return features.contains("avx_vnni") || features.contains("avx512_vnni");
  }
}
