package org.clipsearch.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Comma-separated values, by RFC 4180. */
final class Csv {
  private Csv() {}

  /** Values as one line, without its end; those that need it are quoted. */
  static String line(String... values) {
    return Arrays.stream(values).map(Csv::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String value) {
    boolean isPlain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
