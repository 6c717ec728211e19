package org.clipsearch.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.text.Tokenizer;
import org.clipsearch.weights.CheckpointException;
import org.clipsearch.weights.SentenceCheckpoint;
import org.clipsearch.weights.SentenceFiles;
import org.clipsearch.weights.StorageType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sentence encoder against a forward pass in plain Java. */
class SentenceTowerTest {
  private static final Map<String, long[]> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put("", new long[] {2, 3});
    TEXTS.put("a", new long[] {2, 4, 3});
    TEXTS.put("cat", new long[] {2, 7, 3});
    TEXTS.put("a photo of cats", new long[] {2, 4, 5, 6, 7, 9, 3});
    TEXTS.put("一只猫", new long[] {2, 12, 13, 14, 3});
    TEXTS.put("собака!", new long[] {2, 15, 19, 3});
    TEXTS.put("Hund am Strand", new long[] {2, 16, 17, 18, 3});
    TEXTS.put("red zebra", new long[] {2, 10, 1, 3});
    TEXTS.put("dog cat ".repeat(60), alternating(120)); // less than 128, and more
    TEXTS.put("dog cat ".repeat(70), alternating(140));
    TEXTS.put("dog cat ".repeat(100), alternating(148)); // cut
  }

  @TempDir static Path directory;
  private static SentenceCheckpoint checkpoint;
  private static Compute compute;

  @BeforeAll
  static void write() throws Exception {
    checkpoint = SentenceFiles.write(directory, StorageType.F32, "");
    compute = Compute.of("cpu", "float32");
  }

  /** Start token, so many dogs and cats, end token. */
  private static long[] alternating(int words) {
    long[] ids = new long[words + 2];
    Arrays.setAll(ids, i -> i == 0 ? 2 : i == words + 1 ? 3 : 8 - (i + 1) % 2);
    return ids;
  }

  private static Embedding plain(PlainSentence plain, long[] ids) {
    double[] vector = plain.text(ids);
    float[] floats = new float[vector.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) vector[i];
    }
    return Embedding.of(floats);
  }

  private static void check(SentenceCheckpoint checkpoint, Precision precision, double least)
      throws Exception {
    PlainSentence plain = new PlainSentence(checkpoint);
    Compute compute = Compute.of("cpu", precision.toString());
    try (SentenceTower tower = SentenceTower.load(checkpoint, compute)) {
      for (Map.Entry<String, long[]> text : TEXTS.entrySet()) {
        double cosine = tower.embed(text.getKey()).cosine(plain(plain, text.getValue()));
        assertTrue(cosine >= least, "\"" + text.getKey() + "\": " + cosine);
      }
    }
  }

  @Test
  void textsBecomeTheseTokens() throws IOException {
    int length = checkpoint.config().length();
    try (Tokenizer tokenizer = Tokenizer.load(checkpoint.tokenizerFile(), length)) {
      TEXTS.forEach((text, ids) -> assertArrayEquals(ids, tokenizer.encode(text), text));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "BF16"})
  void float32MatchesPlainJava(StorageType type, @TempDir Path other) throws Exception {
    check(SentenceFiles.write(other, type, ""), Precision.FLOAT32, 0.999999);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INT8") // texts stay in float32
  void everyPrecisionComesClose(Precision precision) throws Exception {
    check(checkpoint, precision, 0.998);
  }

  @Test
  void textsAreNotAllAlike() throws IOException {
    PlainSentence plain = new PlainSentence(checkpoint);
    List<Embedding> all = TEXTS.values().stream().map(ids -> plain(plain, ids)).toList();
    for (int i = 1; i < 8; i++) { // but for the three long ones
      assertTrue(all.get(i).cosine(all.get(i - 1)) < 0.95, "text " + i);
    }
  }

  @Test
  void aTextsVectorDoesNotDependOnItsBatch() throws Exception {
    List<String> texts = List.copyOf(TEXTS.keySet());
    List<String> shuffled = new ArrayList<>(texts);
    Collections.shuffle(shuffled, new Random(1));
    try (SentenceTower tower = SentenceTower.load(checkpoint, compute)) {
      List<Embedding> together = tower.embed(texts);
      List<Embedding> mixed = tower.embed(shuffled);
      for (int i = 0; i < texts.size(); i++) {
        assertEquals(1, together.get(i).cosine(tower.embed(texts.get(i))), 1e-6);
        assertEquals(1, together.get(i).cosine(mixed.get(shuffled.indexOf(texts.get(i)))), 1e-6);
      }
      assertEquals(List.of(), tower.embed(List.of()));
    }
  }

  @Test
  void namesOfTensorsMayHaveAPrefix(@TempDir Path other) throws Exception {
    SentenceCheckpoint prefixed = SentenceFiles.write(other, StorageType.F32, "distilbert.");
    try (SentenceTower tower = SentenceTower.load(prefixed, compute);
        SentenceTower same = SentenceTower.load(checkpoint, compute)) {
      assertEquals(same.embed("a photo of cats"), tower.embed("a photo of cats"));
    }
  }

  @Test
  void tensorsThatDoNotFitAreNamedWithTheirFile(@TempDir Path other) throws Exception {
    SentenceFiles.write(other, StorageType.F32, "distilbert.");
    assertRefused(
        other,
        new Change("config.json", "\"hidden_dim\": 40", "\"hidden_dim\": 41"),
        "model.safetensors: tensor distilbert.transformer.layer.0.ffn.lin1.weight has shape"
            + " [40, 24], but config.json asks for [41, 24]");
    assertRefused(
        other,
        new Change("2_Dense/config.json", "10", "11"),
        "2_Dense/model.safetensors: tensor linear.weight has shape [10, 24], but config.json asks"
            + " for [11, 24]");
  }

  @Test
  void tokenizerWhoseEndTokenIsNotInTheTableIsRefused(@TempDir Path other) throws Exception {
    SentenceFiles.write(other, StorageType.F32, "");
    assertRefused(
        other,
        new Change("tokenizer.json", "\"sep\": [\"[SEP]\", 3]", "\"sep\": [\"[SEP]\", 20]"),
        "tokenizer.json: gives token id 20, but config.json says that vocab_size is 20");
  }

  private record Change(String file, String from, String to) {}

  private static void assertRefused(Path directory, Change change, String message)
      throws IOException {
    Path file = directory.resolve(change.file());
    String before = Files.readString(file);
    Files.writeString(file, before.replace(change.from(), change.to()));
    SentenceCheckpoint changed = SentenceCheckpoint.open(directory);
    CheckpointException e =
        assertThrows(CheckpointException.class, () -> SentenceTower.load(changed, compute));
    assertEquals(directory + "/" + message, e.getMessage());
    Files.writeString(file, before);
  }
}
