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
  private record StoredFigure(
      String name, String unit, Boolean higherIsBetter, List<Double> rounds) {}

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
      StoredFigure figure = require(figures.get(i), at);
      require(figure.name(), at + ".name");
      require(figure.unit(), at + ".unit");
      require(figure.higherIsBetter(), at + ".higherIsBetter");
      for (Double round : require(figure.rounds(), at + ".rounds")) {
        require(round, at + ".rounds' value");
      }
      checked.add(
          new Figure(figure.name(), figure.unit(), figure.higherIsBetter(), figure.rounds()));
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
}
