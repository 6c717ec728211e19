package org.clipsearch.report;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.clipsearch.json.Json;

/** A report as a file has it: any field may be missing. */
record StoredReport(
    String benchmark,
    Map<String, String> subject,
    Map<String, String> machine,
    List<StoredFigure> figures) {
  /** Of numbers and truth values Gson takes texts, too, and of wrong ones does not say where. */
  private record StoredFigure(
      String name, String unit, Object higherIsBetter, List<Object> rounds) {
    Figure check(String at) {
      require(name, at + ".name");
      require(unit, at + ".unit");
      boolean better = require(higherIsBetter, at + ".higherIsBetter", Boolean.class);
      require(rounds, at + ".rounds");
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < rounds.size(); i++) {
        values.add(require(rounds.get(i), "%s.rounds[%d]".formatted(at, i), Double.class));
      }
      return new Figure(name, unit, better, values);
    }
  }

  static Report read(Path file) throws IOException {
    try {
      StoredReport stored = Json.read(Files.readString(file), StoredReport.class);
      if (stored == null) {
        throw new IllegalArgumentException("empty");
      }
      return stored.check();
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": not a report: not UTF-8", e);
    } catch (RuntimeException e) { // Gson's name line, column and field
      throw new IOException("%s: not a report: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Report check() {
    require(benchmark, "benchmark");
    checkTexts(subject, "subject");
    checkTexts(machine, "machine");
    require(figures, "figures");
    List<Figure> checked = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      String at = "figures[%d]".formatted(i);
      checked.add(require(figures.get(i), at).check(at));
    }
    return new Report(benchmark, subject, machine, checked);
  }

  private static void checkTexts(Map<String, String> texts, String field) {
    require(texts, field).forEach((name, text) -> require(text, field + "." + name));
  }

  private static <T> T require(T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  private static <T> T require(Object value, String field, Class<T> type) {
    if (!type.isInstance(require(value, field))) {
      throw new IllegalArgumentException(
          "%s must be a %s, got: %s".formatted(field, type.getSimpleName(), value));
    }
    return type.cast(value);
  }
}
