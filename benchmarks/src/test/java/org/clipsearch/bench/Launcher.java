package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The launcher as a user starts it: a process of its own, on what this build has made.
 *
 * @param directory takes what the processes print
 */
record Launcher(Path directory) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What a process printed, and its exit code. */
  record Result(int code, String out, String err) {}

  /** A process, and where it prints. */
  record Run(Process process, Path outFile, Path errFile) {
    String out() throws IOException {
      return Files.readString(outFile);
    }

    String err() throws IOException {
      return Files.readString(errFile);
    }

    Result finish() throws IOException, InterruptedException {
      int code = process.waitFor();
      return new Result(code, out(), err());
    }

    /** As {@code kill} does. */
    Result signal(String signal) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      return finish();
    }
  }

  Run start(Map<String, String> environment, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("clipsearch").toString()));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    Path out = Files.createTempFile(directory, "run", ".out");
    Path err = Files.createTempFile(directory, "run", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Run(builder.start(), out, err);
  }

  Result run(Object... arguments) throws IOException, InterruptedException {
    return start(Map.of(), arguments).finish();
  }
}
