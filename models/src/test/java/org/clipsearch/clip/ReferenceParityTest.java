package org.clipsearch.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clipsearch.Reference;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.Decoding;
import org.clipsearch.image.ImageDecoder;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.Preprocessor;
import org.clipsearch.image.RgbImage;
import org.clipsearch.text.Tokenizer;
import org.clipsearch.weights.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Tokens and vectors against the reference's, and the plain-Java pass against it, too. */
class ReferenceParityTest {
  static final Iterable<String> CHECKPOINTS = Reference.CHECKPOINTS;

  @BeforeEach
  void needsReference() {
    Reference.assumePresent();
  }

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void tokenIdsAreEqual(String name) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(Reference.checkpoint(name));
    try (Tokenizer tokenizer = Tokenizer.load(checkpoint.tokenizerFile(), 77)) {
      for (Reference.Text text : Reference.expected(name).texts()) {
        assertArrayEquals(text.token_ids(), tokenizer.encode(text.text()), text.text());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void float32VectorsAreEqual(String name) throws Exception {
    Checkpoint checkpoint = Checkpoint.open(Reference.checkpoint(name));
    Reference.Expected expected = Reference.expected(name);
    checkImages(expected, images(checkpoint, Precision.FLOAT32, expected.images().keySet()));
    checkTexts(expected, texts(checkpoint, Precision.FLOAT32, expected));
  }

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void lowPrecisionsComeCloseToFloat32(String name) throws Exception {
    Checkpoint checkpoint = Checkpoint.open(Reference.checkpoint(name));
    Reference.Expected expected = Reference.expected(name);
    List<String> some = expected.images().keySet().stream().limit(40).toList();
    var images = images(checkpoint, Precision.FLOAT32, some);
    var texts = texts(checkpoint, Precision.FLOAT32, expected);
    for (Precision precision : List.of(Precision.BFLOAT16, Precision.FLOAT16)) {
      images(checkpoint, precision, some)
          .forEach((file, e) -> assertAtLeast(0.999, e.cosine(images.get(file)), file));
      texts(checkpoint, precision, expected)
          .forEach((text, e) -> assertAtLeast(0.999, e.cosine(texts.get(text)), text));
    }
  }

  @Test
  void oldStyleConfigurationMeansTheSame(@TempDir Path directory) throws Exception {
    Path model = Reference.checkpoint("quickgelu-b32");
    for (String file : List.of("tokenizer.json", "model.safetensors")) {
      Files.createSymbolicLink(directory.resolve(file), model.resolve(file));
    }
    for (String file : List.of("config.json", "preprocessor_config.json")) {
      Files.copy(Reference.ROOT.resolve("old-style").resolve(file), directory.resolve(file));
    }
    Checkpoint old = Checkpoint.open(directory);
    Checkpoint current = Checkpoint.open(model);
    assertEquals(current.config(), old.config());
    assertEquals(current.preprocessing(), old.preprocessing());
    Reference.Expected expected = Reference.expected("quickgelu-b32");
    checkTexts(expected, texts(old, Precision.FLOAT32, expected));
  }

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void plainJavaPassIsAnOracle(String name) throws Exception {
    Checkpoint checkpoint = Checkpoint.open(Reference.checkpoint(name));
    Reference.Expected expected = Reference.expected(name);
    PlainClip plain = new PlainClip(checkpoint);
    for (Reference.Text text : expected.texts()) {
      assertCosine(text.embedding(), plain.text(text.token_ids()), text.text());
    }
    Preprocessor preprocessor = new Preprocessor(checkpoint.preprocessing());
    for (String file : expected.images().keySet().stream().limit(5).toList()) {
      RgbImage image = ImageDecoder.decode(Files.readAllBytes(Reference.image(file)));
      byte[] pixels = preprocessor.prepare(image).pixels();
      assertCosine(expected.images().get(file).embedding(), plain.image(pixels), file);
    }
  }

  private static void assertCosine(float[] expected, double[] actual, String what) {
    double cosine = 0;
    for (int i = 0; i < expected.length; i++) {
      cosine += expected[i] * actual[i];
    }
    assertAtLeast(0.99999, cosine, what);
  }

  private static Map<String, Embedding> images(
      Checkpoint checkpoint, Precision precision, Iterable<String> files) throws Exception {
    Map<String, Embedding> embeddings = new HashMap<>();
    Compute compute = Compute.of("cpu", precision.toString());
    try (ImageTower tower = ImageTower.load(checkpoint, compute, Decoding.EXACT)) {
      for (String file : files) {
        PreparedImage image = tower.prepare(Files.readAllBytes(Reference.image(file)));
        embeddings.put(file, tower.embed(List.of(image)).getFirst());
      }
    }
    return embeddings;
  }

  private static Map<String, Embedding> texts(
      Checkpoint checkpoint, Precision precision, Reference.Expected expected) throws Exception {
    Map<String, Embedding> embeddings = new HashMap<>();
    try (TextTower tower = TextTower.load(checkpoint, Compute.of("cpu", precision.toString()))) {
      for (Reference.Text text : expected.texts()) {
        embeddings.put(text.text(), tower.embed(text.text()));
      }
    }
    return embeddings;
  }

  private static void checkImages(Reference.Expected expected, Map<String, Embedding> actual) {
    assertEquals(223, actual.size());
    actual.forEach(
        (file, embedding) -> {
          Embedding reference = Embedding.of(expected.images().get(file).embedding());
          double least = file.endsWith("cmyk.jpg") ? 0.999 : 0.99999;
          assertAtLeast(least, embedding.cosine(reference), file);
        });
  }

  private static void checkTexts(Reference.Expected expected, Map<String, Embedding> actual) {
    for (Reference.Text text : expected.texts()) {
      Embedding reference = Embedding.of(text.embedding());
      assertAtLeast(0.99999, actual.get(text.text()).cosine(reference), text.text());
    }
  }

  private static void assertAtLeast(double least, double actual, String what) {
    assertTrue(actual >= least, what + ": " + actual);
  }
}
