package org.clipsearch.pipeline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * One more process of this Java with the same options, so that what it takes is its own.
 *
 * @param out its last line
 * @param peakBytes of memory, resident; empty where the system does not tell (it does on Linux)
 */
public record ChildProcess(String out, OptionalLong peakBytes) {
  private static final String PEAK = "VmHWM:";

  /**
   * Runs one to its end; its stderr is this one's.
   *
   * @throws IOException where it ends with an error
   */
  public static ChildProcess run(Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Path out = Files.createTempFile("clipsearch-", ".out"); // a pipe that nobody empties holds it
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    OptionalLong peak = OptionalLong.empty();
    try {
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        OptionalLong now = peakBytes(process.pid());
        peak = now.isPresent() ? now : peak; // it is gone at the end
      }
      if (process.exitValue() != 0) {
        throw new IOException("%s ended with %d".formatted(command, process.exitValue()));
      }
      return new ChildProcess(Files.readAllLines(out).getLast(), peak);
    } finally {
      process.destroy();
      Files.delete(out);
    }
  }

  private static OptionalLong peakBytes(long process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
        if (line.startsWith(PEAK)) {
          String kilobytes = line.substring(PEAK.length()).replace("kB", "").strip();
          return OptionalLong.of(1024 * Long.parseLong(kilobytes));
        }
      }
    } catch (IOException e) {
      // at its end, or no Linux
    }
    return OptionalLong.empty();
  }
}
