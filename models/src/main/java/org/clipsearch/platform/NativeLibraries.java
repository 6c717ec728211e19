package org.clipsearch.platform;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Settings that the native libraries read when they start. Every class that touches one calls
 * {@link #configure} first; what the user has set already stays.
 */
public final class NativeLibraries {
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private static boolean configured;

  private NativeLibraries() {}

  /** Keeps DJL off the network, and unpacks all libraries below {@link UserFolders#cache}. */
  public static synchronized void configure() {
    if (configured) {
      return;
    }
    configured = true;
    Path cache = UserFolders.cache();
    // Without these two DJL asks a cloud's metadata address, or fetches libraries by itself.
    set("OPT_OUT_TRACKING", "true");
    set("ai.djl.offline", "true");
    set("DJL_CACHE_DIR", cache.resolve("djl").toString());
    set("org.bytedeco.javacpp.cachedir", cache.resolve("javacpp").toString());
    CudaLibraries.useChosen();
    // JavaCPP counts libtorch's memory as its own and would refuse to allocate.
    set("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    // The graph optimiser compiles anew, for seconds, at each new batch size.
    set("ai.djl.pytorch.graph_optimizer", "false");
  }

  /**
   * Has libtorch compute each pass on so many cores. Before the engine starts; afterwards it is too
   * late.
   */
  public static void useThreads(int threads) {
    set(THREADS, String.valueOf(threads));
  }

  /** On how many cores libtorch computes a pass, where that is set. */
  public static OptionalInt threads() {
    Integer threads = Integer.getInteger(THREADS);
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null && System.getenv(name) == null) {
      System.setProperty(name, value);
    }
  }
}
