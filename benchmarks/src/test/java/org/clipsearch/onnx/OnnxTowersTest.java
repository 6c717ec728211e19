package org.clipsearch.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clipsearch.Reference;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.clip.TextTower;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.TextEmbedder;
import org.clipsearch.image.Decoding;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.CheckpointException;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The towers in ONNX Runtime against those in libtorch, which are checked against the reference.
 */
class OnnxTowersTest {
  static final Iterable<String> REFERENCES = Reference.CHECKPOINTS;

  /** Two unlike towers; 50 pixels are three patches of 16, and two that belong to none. */
  private static ClipConfig config(Activation activation) {
    return new ClipConfig(
        24,
        new EncoderConfig(64, 128, 3, 4, activation, 1e-5),
        50,
        16,
        new EncoderConfig(32, 96, 2, 2, activation, 1e-3),
        600,
        77);
  }

  @TempDir Path directory;

  private Checkpoint random(Activation activation, StorageType type) throws IOException {
    RandomCheckpoint.write(directory, config(activation), type, 42);
    return Checkpoint.open(directory);
  }

  /** Noise, each of its own brightness. */
  private static List<PreparedImage> pictures(int side, int count) {
    SplittableRandom random = new SplittableRandom(7);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              byte[] pixels = new byte[3 * side * side];
              random.nextBytes(pixels);
              for (int p = 0; p < pixels.length; p++) {
                pixels[p] = (byte) (Byte.toUnsignedInt(pixels[p]) * (i + 1) / count);
              }
              return new PreparedImage(side, side, pixels);
            })
        .toList();
  }

  private static List<Embedding> libtorch(Checkpoint checkpoint, List<PreparedImage> pictures)
      throws Exception {
    try (ImageTower tower = ImageTower.load(checkpoint, Compute.of("cpu", "float32"))) {
      return tower.embed(pictures);
    }
  }

  private static List<Embedding> onnx(
      Checkpoint checkpoint, OnnxPrecision precision, List<PreparedImage> pictures)
      throws Exception {
    try (OnnxImageTower tower = OnnxImageTower.load(checkpoint, precision, 1)) {
      return tower.embed(pictures);
    }
  }

  private static double leastCosine(List<Embedding> some, List<Embedding> others) {
    assertEquals(some.size(), others.size());
    return IntStream.range(0, some.size())
        .mapToDouble(i -> some.get(i).cosine(others.get(i)))
        .min()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"QUICK_GELU, F32", "GELU, F32", "QUICK_GELU, F16", "GELU, BF16"})
  void imagesAreAsInLibtorch(Activation activation, StorageType type) throws Exception {
    Checkpoint checkpoint = random(activation, type);
    List<PreparedImage> pictures = pictures(50, 5);
    List<Embedding> expected = libtorch(checkpoint, pictures);
    assertTrue(expected.get(0).cosine(expected.get(4)) < 0.999, "all pictures alike");
    double cosine = leastCosine(expected, onnx(checkpoint, OnnxPrecision.FLOAT32, pictures));
    assertTrue(cosine > 0.999999, "cosine " + cosine);
  }

  @ParameterizedTest
  @CsvSource({"QUICK_GELU", "GELU"})
  void textsAreAsInLibtorch(Activation activation) throws Exception {
    Checkpoint checkpoint = random(activation, StorageType.F32);
    List<String> texts = List.of("", "a cat", "a photo of two dogs beside a red boat", "ÄÖ 猫");
    double cosine = leastCosine(texts(checkpoint, texts), onnxTexts(checkpoint, texts));
    assertTrue(cosine > 0.999999, "cosine " + cosine);
  }

  private static List<Embedding> texts(Checkpoint checkpoint, List<String> texts) throws Exception {
    try (TextEmbedder tower = TextTower.load(checkpoint, Compute.of("cpu", "float32"))) {
      return tower.embed(texts);
    }
  }

  private static List<Embedding> onnxTexts(Checkpoint checkpoint, List<String> texts)
      throws Exception {
    try (TextEmbedder tower = OnnxTextTower.load(checkpoint, OnnxPrecision.FLOAT32, 1)) {
      assertEquals(List.of(), tower.embed(List.of()));
      return tower.embed(texts);
    }
  }

  /** Random weights have no few large values, as trained ones may have: those lose more. */
  @ParameterizedTest
  @CsvSource({"QUICK_GELU", "GELU"})
  void int8LosesLittleButSomething(Activation activation) throws Exception {
    Checkpoint checkpoint = random(activation, StorageType.F32);
    List<PreparedImage> pictures = pictures(50, 5);
    List<Embedding> expected = libtorch(checkpoint, pictures);
    double cosine = leastCosine(expected, onnx(checkpoint, OnnxPrecision.INT8, pictures));
    assertTrue(cosine > 0.999 && cosine < 0.999999, "cosine " + cosine);
  }

  @ParameterizedTest
  @FieldSource("REFERENCES")
  void referencesGiveTheSame(String name) throws Exception {
    Reference.assumePresent();
    Checkpoint checkpoint = Checkpoint.open(Reference.checkpoint(name));
    List<Embedding> expected = new ArrayList<>();
    List<PreparedImage> pictures = new ArrayList<>();
    try (ImageTower tower =
            ImageTower.load(checkpoint, Compute.of("cpu", "float32"), Decoding.EXACT);
        OnnxImageTower onnx = OnnxImageTower.load(checkpoint, OnnxPrecision.FLOAT32, 2);
        Stream<Path> files = Files.list(Reference.image("photos"))) {
      for (Path file : files.sorted().limit(24).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        pictures.add(onnx.prepare(bytes));
        expected.addAll(tower.embed(List.of(tower.prepare(bytes))));
      }
      double cosine = leastCosine(expected, onnx.embed(pictures));
      assertTrue(cosine > 0.99999, "cosine " + cosine);
    }
    double int8 = leastCosine(expected, onnx(checkpoint, OnnxPrecision.INT8, pictures));
    assertTrue(int8 > 0.99, "cosine " + int8);
    List<String> texts =
        Reference.expected(name).texts().stream().map(Reference.Text::text).toList();
    double ofTexts = leastCosine(texts(checkpoint, texts), onnxTexts(checkpoint, texts));
    assertTrue(ofTexts > 0.99999, "cosine " + ofTexts);
  }

  @Test
  void noPicturesAreNoEmbeddings() throws Exception {
    Checkpoint checkpoint = random(Activation.GELU, StorageType.F32);
    assertEquals(List.of(), onnx(checkpoint, OnnxPrecision.FLOAT32, List.of()));
  }

  @Test
  void missingWeightsAreNamed() throws Exception {
    Checkpoint checkpoint = random(Activation.GELU, StorageType.F32);
    Files.delete(directory.resolve(Checkpoint.WEIGHTS));
    IOException e =
        assertThrows(
            CheckpointException.class,
            () -> OnnxImageTower.load(checkpoint, OnnxPrecision.FLOAT32, 1));
    assertTrue(e.getMessage().startsWith(directory.toString()), e.getMessage());
  }

  @Test
  void whatOneFileCannotHoldIsRefused() throws Exception {
    Checkpoint small = random(Activation.GELU, StorageType.F32);
    ClipConfig c = small.config();
    EncoderConfig large = new EncoderConfig(4096, 16384, 12, 32, Activation.GELU, 1e-5);
    Checkpoint checkpoint =
        new Checkpoint(
            "large",
            directory,
            false,
            new ClipConfig(24, large, 50, 16, c.text(), c.vocabulary(), c.positions()),
            small.preprocessing());
    Path file = directory.resolve("large.onnx");
    IOException e =
        assertThrows(
            CheckpointException.class,
            () -> ImageGraph.write(checkpoint, OnnxPrecision.FLOAT32, file));
    assertTrue(e.getMessage().contains("more than the 2 GB"), e.getMessage());
    assertTrue(Files.notExists(file));
  }
}
