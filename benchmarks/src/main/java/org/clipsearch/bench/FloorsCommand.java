package org.clipsearch.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.json.Json;
import org.clipsearch.pipeline.Floors;
import org.clipsearch.pipeline.Jpegs;
import org.clipsearch.platform.NativeLibraries;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code bench pipeline} starts in a process of its own. */
@Command(
    name = FloorsCommand.NAME,
    hidden = true,
    description = "Decode a folder's JPEGs, then embed some, and print how fast each went.")
final class FloorsCommand implements Callable<Integer> {
  static final String NAME = "pipeline-floors";

  @Mixin private GlobalOptions global;

  @Parameters(paramLabel = "FOLDER")
  private Path folder;

  @Option(names = "--model", paramLabel = "NAME|DIR", required = true)
  private String model;

  @Option(names = "--precision", required = true)
  private String precision;

  @Override
  public Integer call() throws Exception {
    Checkpoint checkpoint = global.store().open(model);
    NativeLibraries.useThreads(1); // as index does
    Compute compute = Compute.of("auto", precision).forManyImages(checkpoint);
    try (ImageTower tower = ImageTower.load(checkpoint, compute)) {
      global.out().println(Json.write(Floors.measure(Jpegs.in(folder), tower)));
      global.out().flush();
    }
    return ExitCode.OK;
  }
}
