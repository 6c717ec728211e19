package org.clipsearch.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.clipsearch.TestImages;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.platform.Processor;
import org.clipsearch.text.Tokenizer;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.StorageType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The towers against a forward pass in plain Java. */
class ParityTest {
  private static final List<String> TEXTS =
      List.of("", "a", "a photo of a cat", "一只猫", "a very long text of many words ".repeat(9));

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "QUICK_GELU, F32, 0.9999999",
    "GELU, F32, 0.9999999",
    "QUICK_GELU, F16, 0.9999999",
    "GELU, BF16, 0.9999999"
  })
  void float32MatchesPlainJava(Activation activation, StorageType type, double least)
      throws Exception {
    check(TestCheckpoints.write(directory, activation, type), Precision.FLOAT32, least);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INT8")
  void everyPrecisionComesClose(Precision precision) throws Exception {
    check(
        TestCheckpoints.write(directory, Activation.QUICK_GELU, StorageType.F32), precision, 0.999);
  }

  @ParameterizedTest
  @CsvSource({"QUICK_GELU, F32", "GELU, F16"})
  void int8ComesCloseWhereTheProcessorHasIt(Activation activation, StorageType type)
      throws Exception {
    Checkpoint checkpoint = TestCheckpoints.write(directory, activation, type);
    if (Processor.detect().multipliesInt8()) {
      check(checkpoint, Precision.INT8, 0.99);
    } else {
      assertThrows(DeviceException.class, () -> Compute.of("cpu", "int8"));
    }
  }

  private static void check(Checkpoint checkpoint, Precision precision, double least)
      throws Exception {
    PlainClip plain = new PlainClip(checkpoint);
    Compute compute = Compute.of("cpu", precision.toString());
    try (ImageTower tower = ImageTower.load(checkpoint, compute)) {
      for (int seed = 0; seed < 5; seed++) {
        PreparedImage image =
            tower.prepare(TestImages.encode(TestImages.waves(80, 60, seed), "png"));
        double[] expected = plain.image(image.pixels());
        double cosine = cosine(tower.embed(List.of(image)).getFirst(), expected);
        assertTrue(cosine >= least, "image " + seed + ": " + cosine);
      }
    }
    try (TextTower tower = TextTower.load(checkpoint, compute)) {
      for (String text : TEXTS) {
        double cosine = cosine(tower.embed(text), plain.text(tokens(checkpoint, text)));
        assertTrue(cosine >= least, "\"" + text + "\": " + cosine);
      }
    }
  }

  private static long[] tokens(Checkpoint checkpoint, String text) throws IOException {
    int positions = checkpoint.config().positions();
    try (Tokenizer tokenizer = Tokenizer.load(checkpoint.tokenizerFile(), positions)) {
      long[] ids = tokenizer.encode(text);
      assertEquals(checkpoint.config().vocabulary() - 1, ids[ids.length - 1]);
      return ids;
    }
  }

  private static double cosine(Embedding embedding, double[] expected) {
    float[] floats = new float[expected.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) expected[i];
    }
    return embedding.cosine(Embedding.of(floats));
  }
}
