package org.clipsearch.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.clipsearch.cli.ExitCode;
import org.clipsearch.cli.GlobalOptions;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "checkpoint",
    description = {
      "Write a full-size ViT-B/32 checkpoint with random weights.",
      "",
      "It computes as long as a real one does, and finds nothing: for measuring speed."
    })
final class CheckpointCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to; made where it does not exist.")
  private Path directory;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same files. Default: 1")
  private long seed;

  @Override
  public Integer call() throws Exception {
    ModelFolder.requireNoModel(directory, spec);
    RandomCheckpoint.write(directory, ClipConfig.VIT_B_32, StorageType.F32, seed);
    Path weights = directory.resolve(Checkpoint.WEIGHTS);
    global.out().printf("%s: %,d bytes of random weights%n", weights, Files.size(weights));
    global.out().flush();
    return ExitCode.OK;
  }
}
