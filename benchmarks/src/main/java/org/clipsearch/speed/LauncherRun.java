package org.clipsearch.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clipsearch.pipeline.ChildProcess;

/**
 * A command as a user starts it, through the launcher.
 *
 * @param wholeMillis from the start of the launcher to the end of the process
 * @param scriptMillis until Java began
 * @param peakBytes of memory, resident; empty where the system does not tell
 */
public record LauncherRun(double wholeMillis, double scriptMillis, OptionalLong peakBytes) {
  private static final String OPTIONS = "CLIPSEARCH_JAVA_OPTIONS";
  private static final String LOG = "java.log";

  /** Java's own log of its start: the time of day, and that since it began. */
  private static final String LOG_OPTION =
      "-Xlog:startuptime:file=" + LOG + ":timemillis,uptimenanos";

  private static final Pattern LINE = Pattern.compile("\\[(\\d+)ms\\]\\s*\\[(\\d+)ns\\].*");

  /**
   * Runs one.
   *
   * @param launcher the script
   * @param directory where it runs, and Java's log is written
   */
  public static LauncherRun of(Path launcher, Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().merge(OPTIONS, LOG_OPTION, (users, ours) -> users + " " + ours);
    long began = System.currentTimeMillis();
    ChildProcess run = ChildProcess.run(builder);
    double script = Math.max(0, javaBegan(directory.resolve(LOG)) - began);
    return new LauncherRun(1e3 * run.seconds(), script, run.peakBytes());
  }

  /** In milliseconds of the epoch. */
  private static double javaBegan(Path log) throws IOException {
    for (String line : Files.readAllLines(log)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        return Long.parseLong(matcher.group(1)) - Long.parseLong(matcher.group(2)) / 1e6;
      }
    }
    throw new IOException(log + ": Java did not write when it began");
  }
}
