package org.clipsearch.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.image.Decoding;
import org.clipsearch.json.Json;
import org.clipsearch.pipeline.PlainWay;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code bench pipeline} starts in a process of its own. */
@Command(
    name = PlainWayCommand.NAME,
    hidden = true,
    description = "Embed a folder's JPEGs as a short script would, and print what it took.")
final class PlainWayCommand implements Callable<Integer> {
  static final String NAME = "plain-way";

  @Mixin private GlobalOptions global;

  @Parameters(paramLabel = "FOLDER")
  private Path folder;

  @Option(names = "--model", paramLabel = "NAME|DIR", required = true)
  private String model;

  @Override
  public Integer call() throws Exception {
    Checkpoint checkpoint = global.store().open(model);
    Compute compute = Compute.of("cpu", "float32");
    Decoding inFull = new Decoding(true, Decoding.DEFAULT.maxPixels());
    try (ImageTower tower = ImageTower.load(checkpoint, compute, inFull)) {
      global.out().println(Json.write(PlainWay.embed(folder, tower)));
      global.out().flush();
    }
    return ExitCode.OK;
  }
}
