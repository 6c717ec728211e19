package org.clipsearch.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.json.Json;
import org.clipsearch.speed.Measured;
import org.clipsearch.speed.RateMeter;
import org.clipsearch.speed.Way;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code bench embed} starts in processes of their own. */
@Command(
    name = EmbedOneCommand.NAME,
    hidden = true,
    description = "Embed in one way for a while, and print how fast it went.")
final class EmbedOneCommand implements Callable<Integer> {
  static final String NAME = "embed-one";

  @Mixin private GlobalOptions global;

  @Parameters(paramLabel = "MODEL")
  private Path model;

  @Option(names = "--engine", required = true)
  private String engine;

  @Option(names = "--device", required = true)
  private String device;

  @Option(names = "--precision", required = true)
  private String precision;

  @Option(names = "--threads", required = true)
  private int threads;

  @Option(names = "--batch", split = ",", required = true)
  private List<Integer> batches;

  @Option(names = "--seconds", required = true)
  private double seconds;

  @Override
  public Integer call() throws Exception {
    Way way = new Way(engine, device, precision, threads);
    Checkpoint checkpoint = Checkpoint.open(model);
    Measured measured =
        Measured.of(way, new Measured.Task(checkpoint, batches, new RateMeter(seconds)));
    global.out().println(Json.write(measured));
    global.out().flush();
    return ExitCode.OK;
  }
}
