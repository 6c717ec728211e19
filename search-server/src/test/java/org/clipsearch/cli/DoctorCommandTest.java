package org.clipsearch.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.clipsearch.TestModel;
import org.clipsearch.platform.CudaLibraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path directory;

  private Map<String, JsonObject> findings(int exitCode, Path model) {
    Cli.Result result =
        Cli.run("doctor", "--json", "--model=" + model, "--index=" + directory.resolve("index"));
    assertEquals(exitCode, result.code(), result.err());
    return parse(result.out());
  }

  private static Map<String, JsonObject> parse(String json) {
    Map<String, JsonObject> findings = new TreeMap<>();
    for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
      findings.put(
          element.getAsJsonObject().get("subject").getAsString(), element.getAsJsonObject());
    }
    return findings;
  }

  private static void assertFinding(String verdict, String detail, JsonObject finding) {
    assertEquals(verdict, finding.get("verdict").getAsString(), finding.toString());
    assertTrue(finding.get("detail").getAsString().contains(detail), finding.toString());
  }

  @Test
  void aWholeMachineIsWell() throws IOException {
    Path model = TestModel.write(directory.resolve("model"), 1);
    Map<String, JsonObject> findings = findings(ExitCode.OK, model);
    assertFinding("good", "is named", findings.get("test"));
    assertFinding("good", "JPEG", findings.get("formats"));
    assertFinding("absent", "decoder", findings.get("JPEG XL"));
    assertFinding("good", "whole", findings.get("model"));
    assertFinding("absent", "clipsearch index FOLDER", findings.get("index"));
    assertFinding("good", "MB free", findings.get("disk"));
  }

  @Test
  void whatIsDamagedIsNamed() throws IOException {
    Path model = TestModel.write(directory.resolve("model"), 1);
    Files.write(model.resolve("model.safetensors"), new byte[100]);
    Path index = Files.createDirectory(directory.resolve("index"));
    Files.write(index.resolve("segments_1"), new byte[10]);
    Map<String, JsonObject> findings = findings(ExitCode.PARTIAL, model);
    assertFinding("bad", "model.safetensors", findings.get("model"));
    assertFinding("bad", index.toString(), findings.get("index"));
    assertFinding("good", "is named", findings.get("test"));
  }

  @Test
  void whatIsNoFolderIsSaidToBeNone() throws IOException {
    Files.createFile(directory.resolve("index"));
    Map<String, JsonObject> findings = findings(ExitCode.PARTIAL, directory.resolve("none"));
    assertFinding("bad", "index: not a folder", findings.get("index"));
    assertFinding("bad", "none: no such", findings.get("model"));
    Finding disk = StorageChecks.disk(directory.resolve("index/clipsearch"));
    assertEquals(Finding.Verdict.BAD, disk.verdict(), disk.toString());
    assertTrue(disk.detail().contains("index: not a folder"), disk.toString());
  }

  @Test
  void whatItWouldIgnoreIsNotOffered() {
    Cli.Result result = Cli.run("doctor", "--device", "cpu");
    assertEquals(ExitCode.USAGE, result.code());
    assertTrue(result.err().contains("--device"), result.err());
  }

  /** Runs it in a process of its own, as libraries are loaded once, with a fresh data folder. */
  private Map<String, JsonObject> findingsApart(Map<String, String> environment) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "doctor",
            "--json");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove("PYTORCH_LIBRARY_PATH");
    builder.environment().put("XDG_DATA_HOME", directory.toString());
    builder.environment().putAll(environment);
    Process doctor = builder.start();
    String out = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(ExitCode.PARTIAL, doctor.waitFor(), out);
    return parse(out);
  }

  @Test
  void brokenCudaLibrariesAreNamedWithTheRemedy() throws Exception {
    String name = "pytorch-%s-%s".formatted(CudaLibraries.version(), CudaLibraries.FLAVOR);
    Path natives = Files.createDirectories(directory.resolve("clipsearch/natives").resolve(name));
    List<String> names =
        Stream.of("torch", "torch_cuda", "torch_cpu", "c10", "c10_cuda")
            .map(System::mapLibraryName)
            .toList();
    for (String library : names) {
      Files.writeString(natives.resolve(library), "not a library");
    }
    Map<String, JsonObject> incomplete = findingsApart(Map.of());
    assertFinding("bad", "is incomplete; clipsearch setup cuda", incomplete.get("cuda"));
    assertFinding("good", "PyTorch", incomplete.get("pytorch"));
    CudaLibraries.markComplete(natives, names);
    Map<String, JsonObject> broken = findingsApart(Map.of());
    assertFinding("bad", "--device cpu goes without them", broken.get("cuda"));
    assertFinding("bad", "once " + natives + " is deleted", broken.get("cuda"));
  }

  @Test
  void aChosenFolderWithoutLibtorchIsNamed() throws Exception {
    Map<String, JsonObject> findings =
        findingsApart(Map.of("PYTORCH_LIBRARY_PATH", directory.toString()));
    assertFinding(
        "bad", "PYTORCH_LIBRARY_PATH names " + directory + ", where", findings.get("cuda"));
  }
}
