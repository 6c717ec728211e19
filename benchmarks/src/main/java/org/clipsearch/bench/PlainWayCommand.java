package org.clipsearch.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.Decoding;
import org.clipsearch.json.Json;
import org.clipsearch.onnx.OnnxImageTower;
import org.clipsearch.onnx.OnnxPrecision;
import org.clipsearch.pipeline.Jpegs;
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

  /** What embeds, in float32 on all cores. */
  enum Engine {
    LIBTORCH,
    ONNXRUNTIME
  }

  @Mixin private GlobalOptions global;

  @Parameters(paramLabel = "FOLDER")
  private Path folder;

  @Option(names = "--model", paramLabel = "NAME|DIR", required = true)
  private String model;

  @Option(names = "--engine", required = true)
  private Engine engine;

  @Override
  public Integer call() throws Exception {
    Checkpoint checkpoint = global.store().open(model);
    switch (engine) {
      case LIBTORCH -> {
        Compute compute = Compute.of("cpu", "float32");
        try (ImageTower tower = ImageTower.load(checkpoint, compute, Decoding.EXACT)) {
          embed(tower);
        }
      }
      case ONNXRUNTIME -> {
        int cores = Runtime.getRuntime().availableProcessors();
        try (var tower = OnnxImageTower.load(checkpoint, OnnxPrecision.FLOAT32, cores)) {
          embed(tower);
        }
      }
    }
    return ExitCode.OK;
  }

  private void embed(ImageEmbedder tower) throws Exception {
    global.out().println(Json.write(PlainWay.embed(Jpegs.in(folder), tower)));
    global.out().flush();
  }
}
