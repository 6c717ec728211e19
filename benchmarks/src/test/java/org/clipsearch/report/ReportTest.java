package org.clipsearch.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.clipsearch.platform.NvidiaDriver;
import org.clipsearch.platform.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
  private static final String WHOLE =
      """
      {"benchmark": "embed", "subject": {"model": "ViT-B/32"}, "machine": {"cores": "2"},
       "figures": [
         {"name": "images", "unit": "images/s", "higherIsBetter": true, "rounds": [1.5, 2]},
         {"name": "peak", "unit": "MB", "higherIsBetter": false, "rounds": [800]}]}
      """;

  @TempDir Path directory;

  @Test
  void isReadFromItsFile() throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), WHOLE);
    Report report = Report.read(file);
    assertEquals(
        new Report(
            "embed",
            Map.of("model", "ViT-B/32"),
            Map.of("cores", "2"),
            List.of(
                new Figure("images", "images/s", true, List.of(1.5, 2.0)),
                new Figure("peak", "MB", false, List.of(800.0)))),
        report);
    Path again = directory.resolve("b.json");
    report.write(again);
    assertEquals(report, Report.read(again));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"benchmark\": \"embed\", | | benchmark is missing",
        "{\"model\": \"ViT-B/32\"} | null | subject is missing",
        "{\"cores\": \"2\"} | {\"cores\": null} | machine.cores is missing",
        "\"higherIsBetter\": false, | | figures[1].higherIsBetter is missing",
        "\"unit\": \"MB\", | | figures[1].unit is missing",
        "\"name\": \"images\", | | figures[0].name is missing",
        "\"rounds\": [800] | \"rounds\": [] | peak has no rounds",
        "\"rounds\": [800] | \"rounds\": [null] | figures[1].rounds",
        "\"rounds\": [800] | \"rounds\": [-800] | peak must be finite and not below 0",
        "\"rounds\": [800] | \"rounds\": [\"many\"] | figures[1].rounds[0] must be a Double",
        "\"higherIsBetter\": true | \"higherIsBetter\": \"no\" | figures[0].higherIsBetter must be",
        "\"rounds\": [800] | \"rounds\": 800 | figures[1].rounds",
        "\"name\": \"peak\" | \"name\": \"images\" | two figures of one name",
        "{\"cores\": \"2\"} | 7 | machine",
      })
  void aDamagedOneIsNamedWithItsField(String part, String instead, String told) throws IOException {
    String damaged = WHOLE.replace(part, instead == null ? "" : instead);
    Path file = Files.writeString(directory.resolve("a.json"), damaged);
    IOException e = assertThrows(IOException.class, () -> Report.read(file));
    assertTrue(e.getMessage().startsWith(file + ": not a report: "), e.getMessage());
    assertTrue(e.getMessage().contains(told), e.getMessage());
  }

  @Test
  void whatIsNoReportAtAllIsRefused() throws IOException {
    Path file = directory.resolve("a.json");
    for (String text : List.of("", "[]", "{", "hello", WHOLE.substring(0, 100))) {
      Files.writeString(file, text);
      IOException e = assertThrows(IOException.class, () -> Report.read(file));
      assertTrue(e.getMessage().startsWith(file + ": not a report: "), e.getMessage());
    }
    Files.write(file, new byte[] {'"', (byte) 0xff, '"'});
    assertTrue(
        assertThrows(IOException.class, () -> Report.read(file)).getMessage().contains("UTF-8"));
  }

  @Test
  void theMachineIsThisOne() {
    Map<String, String> machine = Machine.describe();
    int cores = Runtime.getRuntime().availableProcessors();
    assertEquals(String.valueOf(cores), machine.get("cores"));
    assertEquals(Processor.detect().name(), machine.get("processor"));
    assertTrue(machine.get("engine").matches("PyTorch \\d+\\.\\d+\\.\\d+(, CUDA .*)?"));
    assertTrue(machine.get("memory").matches("[1-9]\\d* GiB"), machine.get("memory"));
    assertEquals(NvidiaDriver.cards().isEmpty(), !machine.containsKey("gpu"));
  }
}
