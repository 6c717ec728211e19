package org.clipsearch.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.clipsearch.image.Preprocessing;
import org.clipsearch.json.Json;

/**
 * What a photo server in Node does: sharp, which is libvips, decodes at reduced size and shrinks,
 * ONNX Runtime embeds in float32. A script in {@code benchmarks/peers/sharp}, run by Node where
 * that and the script's libraries are installed.
 *
 * @param project the script's folder
 */
public record SharpWay(Path project) {
  private static final String NODE = "node";

  /** Of libuv, which reads it at Node's start: how many pictures libvips works on at once. */
  private static final String THREADS = "UV_THREADPOOL_SIZE";

  /** What the script is told. */
  private record Task(
      String model,
      int side,
      List<Double> mean,
      List<Double> std,
      int threads,
      List<String> files) {}

  /** What is missing here, and how to get it. */
  public Optional<String> obstacle() throws InterruptedException {
    if (Files.notExists(project.resolve("package.json"))) {
      return Optional.of("its script is not in " + project + ", as it is in a clone");
    }
    if (!hasNode()) {
      return Optional.of("it needs Node 20.9 or newer, and node is not on the path");
    }
    return Files.isDirectory(project.resolve("node_modules"))
        ? Optional.empty()
        : Optional.of("to get it: (cd %s && npm ci --ignore-scripts)".formatted(project));
  }

  private static boolean hasNode() throws InterruptedException {
    try {
      Process node =
          new ProcessBuilder(NODE, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return node.waitFor(10, TimeUnit.SECONDS) && node.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Embeds files, in a process of its own.
   *
   * @param model an image tower in ONNX
   */
  public ChildProcess embed(List<Path> files, Path model, Preprocessing preprocessing)
      throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    Task task =
        new Task(
            model.toString(),
            preprocessing.crop(),
            preprocessing.mean(),
            preprocessing.std(),
            cores,
            files.stream().map(Path::toString).toList());
    Path file = Files.createTempFile("clipsearch-", ".json");
    try {
      Files.writeString(file, Json.write(task));
      ProcessBuilder node =
          new ProcessBuilder(NODE, project.resolve("embed.mjs").toString(), file.toString());
      node.environment().put(THREADS, String.valueOf(2 * cores));
      return ChildProcess.run(node);
    } finally {
      Files.delete(file);
    }
  }
}
