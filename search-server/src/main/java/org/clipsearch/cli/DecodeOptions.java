package org.clipsearch.cli;

import org.clipsearch.crawl.CrawlOptions;
import org.clipsearch.image.Decoding;
import org.clipsearch.platform.NativeLibraries;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How pictures are decoded for an index, and on how many cores. */
final class DecodeOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "So many that decode, and so many passes of the model at once. Default: what keeps all"
              + " cores busy")
  private Integer threads;

  @Option(
      names = "--exact",
      description =
          "Decode large JPEGs in full; without it at a half, a quarter or an eighth, which is"
              + " several times faster, and whose vectors hardly differ.")
  private boolean exact;

  @Option(
      names = "--max-megapixels",
      paramLabel = "N",
      description = "Pass over larger pictures. Default: 268")
  private Integer megapixels;

  /** Before the model is loaded: only then can it be told how to use the cores. */
  CrawlOptions crawling() {
    // Several passes side by side, each on one core, are a tenth faster than one on all cores after
    // the other, and none waits for another.
    NativeLibraries.useThreads(1);
    if (threads == null) {
      return CrawlOptions.DEFAULT;
    }
    if (threads < 1) {
      throw new ParameterException(
          command.commandLine(), "--threads must be at least 1, got: " + threads);
    }
    return new CrawlOptions(false, false, threads);
  }

  Decoding decoding() {
    long pixels = megapixels == null ? Decoding.DEFAULT.maxPixels() : megapixels * 1_000_000L;
    try {
      return new Decoding(exact, pixels);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(),
          "--max-megapixels must be 1 to %d, got: %d"
              .formatted(Decoding.MOST_PIXELS / 1_000_000, megapixels));
    }
  }
}
