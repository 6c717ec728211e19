package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.clipsearch.clip.Compute;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.crawl.Libraries;
import org.clipsearch.image.ReadableFormat;
import org.clipsearch.index.IndexException;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.index.NextIndex;
import org.clipsearch.json.Json;
import org.clipsearch.platform.Processor;
import org.clipsearch.platform.UserFolders;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.CheckpointException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "info",
    description = "Show the index, the model, the device, and which formats are readable here.")
final class InfoCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;
  @Mixin private ModelOptions options;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("index", index());
    info.put("model", model());
    info.put("device", options.compute(global).toString());
    info.put("processor", processor());
    info.put("formats", json ? ReadableFormat.all() : formats());
    info.put("versions", versions());
    info.put("disk", disk());
    if (json) {
      global.out().println(Json.write(info));
    } else {
      info.forEach((name, value) -> print("", name, value));
    }
    global.out().flush();
    return ExitCode.OK;
  }

  private Map<String, Object> index() throws IOException {
    Path directory = options.indexDirectory();
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("directory", directory);
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      info.put("images", index.size());
      info.put("failures", index.failures().size());
      info.put("libraries", Libraries.of(index).stream().map(ImageLibrary::folder).toList());
      info.put("model", index.model().describe());
      NextIndex.model(directory).ifPresent(next -> info.put("next", next.describe()));
    } catch (IndexException e) {
      info.put("error", e.getMessage());
    }
    return info;
  }

  private Map<String, Object> model() throws IOException {
    Map<String, Object> info = new LinkedHashMap<>();
    try {
      String reference = options.reference();
      Optional<Checkpoint> found = global.store().find(reference);
      if (found.isEmpty()) {
        info.put(
            "error",
            "%s is not on this machine; clipsearch pull %s fetches it"
                .formatted(reference, reference));
        return info;
      }
      Checkpoint checkpoint = found.get();
      info.put("name", checkpoint.name());
      info.put("directory", checkpoint.directory());
      info.put("dimension", checkpoint.config().dimension());
      info.put("imageSize", checkpoint.config().imageSize());
      info.put("weightsSha256", checkpoint.identity().weightsSha256());
    } catch (CheckpointException | IndexException e) {
      info.put("error", e.getMessage());
    }
    return info;
  }

  private static Map<String, Object> processor() {
    Processor processor = Processor.detect();
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("name", processor.name());
    info.put("cores", Runtime.getRuntime().availableProcessors());
    info.put("features", List.copyOf(processor.features()));
    return info;
  }

  /** For people: a line each. */
  private static Map<String, Object> formats() {
    Map<String, Object> formats = new LinkedHashMap<>();
    for (ReadableFormat format : ReadableFormat.all()) {
      formats.put(format.name(), format.readable() ? "yes" : "no: " + format.advice());
    }
    return formats;
  }

  private static Map<String, Object> versions() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("clipsearch", Version.OF_CLIPSEARCH);
    info.put("engine", Compute.engine());
    info.put("lucene", LuceneIndex.luceneVersion());
    info.put("java", Runtime.version().toString());
    return info;
  }

  private Map<String, Object> disk() throws IOException {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("indexBytes", bytes(options.indexDirectory()));
    info.put("cacheBytes", bytes(UserFolders.cache()));
    return info;
  }

  private static long bytes(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    long[] sum = {0};
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // an index may be written to meanwhile
          }
        });
    return sum[0];
  }

  /** Nested maps as dotted names, a line each. */
  private void print(String prefix, String name, Object value) {
    switch (value) {
      case Map<?, ?> map -> map.forEach((n, v) -> print(prefix + name + ".", String.valueOf(n), v));
      case List<?> list ->
          print(prefix, name, String.join(", ", list.stream().map(String::valueOf).toList()));
      default -> global.out().printf("%-22s %s%n", prefix + name, value);
    }
  }
}
