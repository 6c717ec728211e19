package org.clipsearch.report;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clipsearch.clip.Compute;
import org.clipsearch.platform.CudaLibraries;
import org.clipsearch.platform.NvidiaDriver;
import org.clipsearch.platform.Processor;

/** This machine and the software on it, as reports name them. */
public final class Machine {
  private Machine() {}

  /**
   * Processor and what it can do, cores, memory, system, Java, engine, NVIDIA's cards where there
   * are any, this program's version, its commit where it runs from a clone, and the time. Starts
   * the engine.
   */
  public static Map<String, String> describe() {
    Map<String, String> machine = new LinkedHashMap<>();
    Processor processor = Processor.detect();
    machine.put("processor", processor.name());
    machine.put("features", String.join(" ", processor.features()));
    machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    machine.put("memory", memory());
    machine.put("system", properties("os.name", "os.version", "os.arch"));
    machine.put("java", properties("java.vm.name", "java.vendor.version"));
    boolean cuda = CudaLibraries.areIn(Compute.libraries());
    machine.put("engine", Compute.engine() + (cuda ? ", CUDA " + CudaLibraries.FLAVOR : ""));
    List<NvidiaDriver.Card> cards = NvidiaDriver.isInstalled() ? NvidiaDriver.cards() : List.of();
    if (!cards.isEmpty()) {
      machine.put(
          "gpu",
          cards.stream()
              .map(card -> card.name() + ", " + card.memory())
              .collect(Collectors.joining("; ")));
      machine.put("driver", cards.getFirst().driver());
    }
    machine.put(
        "clipsearch",
        Optional.ofNullable(Machine.class.getPackage().getImplementationVersion())
            .orElse("development"));
    SourceClone.ofThisProgram()
        .flatMap(SourceClone::commit)
        .ifPresent(commit -> machine.put("commit", commit));
    machine.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return machine;
  }

  private static String memory() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "%.0f GiB".formatted(system.getTotalMemorySize() / (double) (1 << 30));
  }

  private static String properties(String... names) {
    return Stream.of(names)
        .map(System::getProperty)
        .filter(value -> value != null)
        .collect(Collectors.joining(" "));
  }
}
