package org.clipsearch.pipeline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.clipsearch.cli.ExitCode;

/**
 * One more process, so that what it takes is its own.
 *
 * @param out its last line
 * @param seconds from its start to its end
 * @param peakBytes of memory, resident; empty where the system does not tell (it does on Linux)
 */
public record ChildProcess(String out, double seconds, OptionalLong peakBytes) {
  private static final String PEAK = "VmHWM:";

  /** How often its memory is looked at: its end is seen at once. */
  private static final int BETWEEN_LOOKS_MILLIS = 10;

  /**
   * Runs one of this Java, with the same options, to its end; its stderr is this one's.
   *
   * @throws IOException where it ends with an error
   */
  public static ChildProcess run(Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    return run(new ProcessBuilder(command(main, arguments)));
  }

  private static List<String> command(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  /**
   * Runs one to its end; its stderr is this one's.
   *
   * @throws IOException where it ends with an error, or prints nothing; that it passed over some
   *     files is none
   */
  public static ChildProcess run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile("clipsearch-", ".out"); // a pipe that nobody empties holds it
    long begin = System.nanoTime();
    Process process =
        builder.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    OptionalLong peak = OptionalLong.empty();
    try {
      while (!process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
        OptionalLong now = peakBytes(process.pid());
        peak = now.isPresent() ? now : peak; // it is gone at the end
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      List<String> lines = Files.readAllLines(out);
      if (process.exitValue() > ExitCode.PARTIAL || lines.isEmpty()) {
        throw new IOException(
            "ended with %d: %s".formatted(process.exitValue(), shown(builder.command())));
      }
      return new ChildProcess(lines.getLast(), seconds, peak);
    } finally {
      process.destroy();
      Files.delete(out);
    }
  }

  /** Without the class path, which is long. */
  private static String shown(List<String> command) {
    List<String> words = new ArrayList<>(command);
    int classPath = words.indexOf("-cp");
    if (classPath >= 0) {
      words.subList(classPath, classPath + 2).clear();
    }
    return String.join(" ", words);
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
