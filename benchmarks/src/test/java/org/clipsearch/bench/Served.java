package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that runs, and has printed its address. */
record Served(Launcher.Run run, URI uri) {
  private static final Pattern LINE =
      Pattern.compile("^clipsearch is at (http://127\\.0\\.0\\.1:\\d+/)\n", Pattern.MULTILINE);

  /** Waits for the address. */
  static Served await(Launcher.Run run) throws IOException, InterruptedException {
    while (true) {
      Matcher printed = LINE.matcher(run.out());
      if (printed.find()) {
        return new Served(run, URI.create(printed.group(1)));
      }
      assertTrue(run.process().isAlive(), run.err());
      Thread.sleep(20);
    }
  }

  int port() {
    return uri.getPort();
  }

  /** A signal's exit code. */
  int signal(String signal) throws IOException, InterruptedException {
    return run.signal(signal).code();
  }
}
