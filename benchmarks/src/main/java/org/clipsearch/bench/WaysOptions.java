package org.clipsearch.bench;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.DeviceException;
import org.clipsearch.onnx.OnnxPrecision;
import org.clipsearch.platform.CudaLibraries;
import org.clipsearch.report.PeerLibrary;
import org.clipsearch.speed.Way;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which ways to embed are measured beside each other. */
final class WaysOptions {
  private static final String CPU = "cpu";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      split = ",",
      defaultValue = CPU,
      description = "cpu, gpu or gpu:N; several by commas. Default: cpu")
  private List<String> devices;

  @Option(
      names = "--precision",
      paramLabel = "P",
      split = ",",
      defaultValue = "float32,auto",
      description =
          "float32, bfloat16, float16, int8, or auto, which is what search and index take on that"
              + " device. Default: float32,auto")
  private List<String> precisions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      defaultValue = "0",
      description = "Threads that compute on the CPU; 0: as many as there are cores. Default: 0")
  private List<Integer> threads;

  @Option(
      names = "--peers",
      description =
          "Measure ONNX Runtime on the CPU as well, in float32 and int8. In a clone only.")
  private boolean peers;

  /**
   * Every device with every precision and every number of threads, in the order of the options. A
   * GPU that cannot be used is told of and left out where there is another device.
   */
  List<Way> choose(GlobalOptions global) throws DeviceException, IOException {
    for (String device : devices) {
      WrongUsage.unless(
          device.matches("cpu|gpu(:\\d{1,3})?"),
          command,
          "--device must be cpu, gpu or gpu:N, got: " + device);
    }
    for (int number : threads) {
      WrongUsage.unless(number >= 0, command, "--threads must be at least 0, got: " + number);
    }
    if (!devices.equals(List.of(CPU))) {
      CudaLibraries.use(); // the first question starts the engine, and then it is too late
    }
    Set<Way> ways = new LinkedHashSet<>();
    for (String device : devices) {
      try {
        add(device, ways);
      } catch (DeviceException e) {
        if (device.equals(CPU) || !devices.contains(CPU)) {
          throw e;
        }
        global.notice(e.getMessage() + "; going on with the CPU");
      }
    }
    if (peers) {
      addPeers(ways);
    }
    return List.copyOf(ways);
  }

  private void addPeers(Set<Way> ways) {
    WrongUsage.unless(
        PeerLibrary.ONNX_RUNTIME.isHere(),
        command,
        "--peers: a release is without ONNX Runtime; take a clone");
    for (OnnxPrecision precision : OnnxPrecision.values()) {
      for (int number : threads) {
        ways.add(new Way(Way.ONNX_RUNTIME, CPU, precision.toString(), number));
      }
    }
  }

  private void add(String device, Set<Way> ways) throws DeviceException, IOException {
    for (String precision : precisions) {
      String found = Compute.of(device, precision).precision().toString();
      for (int number : device.equals(CPU) ? threads : List.of(0)) {
        ways.add(new Way(Way.CLIPSEARCH, device, found, number));
      }
    }
  }
}
