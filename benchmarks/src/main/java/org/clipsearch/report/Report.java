package org.clipsearch.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clipsearch.json.Json;

/**
 * What a benchmark found.
 *
 * @param benchmark its command's name
 * @param subject what was measured on what: reports are compared only where this is the same
 * @param machine by {@link Machine#describe}, in this order
 * @param figures of different names
 */
public record Report(
    String benchmark,
    Map<String, String> subject,
    Map<String, String> machine,
    List<Figure> figures) {
  public Report {
    subject = Collections.unmodifiableMap(new LinkedHashMap<>(subject));
    machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
    figures = List.copyOf(figures);
    long names = figures.stream().map(Figure::name).distinct().count();
    if (names < figures.size()) {
      throw new IllegalArgumentException("two figures of one name in a report of " + benchmark);
    }
  }

  /** Of this machine; starts the engine. */
  public static Report here(String benchmark, Map<String, String> subject, List<Figure> figures) {
    return new Report(benchmark, subject, Machine.describe(), figures);
  }

  /**
   * Reads a file.
   *
   * @throws IOException names the file, and the field that is missing or wrong
   */
  public static Report read(Path file) throws IOException {
    return StoredReport.read(file);
  }

  /** Writes a file, in the place of one that is there. */
  public void write(Path file) throws IOException {
    Files.writeString(file, Json.write(this) + "\n");
  }
}
