package org.clipsearch;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * What the reference CLIP computes, kept beside the project on some machines: checkpoints, images
 * and expected values. Tests that need it are skipped where it is not.
 */
public final class Reference {
  public static final Path ROOT = SourceTree.ROOT.resolveSibling("shared").resolve("reference");

  /** The checkpoints with expected values. */
  public static final List<String> CHECKPOINTS = List.of("quickgelu-b32", "gelu-p16-fp16");

  private Reference() {}

  public static void assumePresent() {
    Assumptions.assumeTrue(Files.isDirectory(ROOT), "no reference outputs beside the project");
  }

  public static Path checkpoint(String name) {
    return ROOT.resolve("checkpoints").resolve(name);
  }

  public static Path image(String name) {
    return ROOT.resolve("images").resolve(name);
  }

  /** What a checkpoint's run of the reference gave. */
  public static Expected expected(String checkpoint) throws IOException {
    Path file = ROOT.resolve("expected").resolve(checkpoint + ".json");
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Gson().fromJson(reader, Expected.class);
    }
  }

  // The names of the file's fields.

  @SuppressWarnings("MemberName")
  public record Expected(
      Map<String, Image> images,
      List<Text> texts,
      List<Ranking> ranking,
      List<ZeroShot> zero_shot) {}

  @SuppressWarnings({"ArrayRecordComponent", "MemberName"})
  public record Image(
      float[] embedding, double[] pixel_mean, double[] pixel_std, double[][] pixel_probe) {}

  @SuppressWarnings({"ArrayRecordComponent", "MemberName"})
  public record Text(String text, long[] token_ids, float[] embedding) {}

  public record Ranking(String text, List<Ranked> top10) {}

  public record Ranked(String image, double cosine) {}

  public record ZeroShot(
      String image, String template, List<String> labels, List<Double> probabilities) {}
}
