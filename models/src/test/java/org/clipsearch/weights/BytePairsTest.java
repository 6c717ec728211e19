package org.clipsearch.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.clipsearch.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learned, as Hugging Face's tokenizer reads it. */
class BytePairsTest {
  private static final List<String> TEXTS =
      List.of("two red birds", "a red bird", "两只红色的鸟", "红色的鸟", "A red bird, red birds.");

  @TempDir Path directory;

  private Tokenizer tokenizer(List<BytePairs.Merge> merges) throws IOException {
    Path file = directory.resolve("tokenizer.json");
    TokenizerWriter.write(file, BytePairs.vocabulary(merges), merges);
    return Tokenizer.load(file, 77);
  }

  @Test
  void theFirstMergeIsOfTheMostFrequentPair() {
    List<BytePairs.Merge> merges = BytePairs.learn(Stream.of("abab", "ab", "xy"), 2);
    // Twice where a word ends, once within one.
    assertEquals(List.of(new BytePairs.Merge("a", "b</w>")), merges);
  }

  @Test
  void eachFrequentWordAndHanCharacterIsOneToken() throws Exception {
    List<BytePairs.Merge> merges = BytePairs.learn(TEXTS.stream(), 1);
    try (Tokenizer tokenizer = tokenizer(merges)) {
      assertEquals(2 + 3, tokenizer.encode("two red birds").length);
      assertEquals(2 + 6, tokenizer.encode("两只红色的鸟").length);
      assertEquals(2 + 5, tokenizer.encode("a Red BIRD 的鸟").length);
      assertEquals(2 + 6, tokenizer.encode("a red bird, birds.").length);
    }
  }

  @Test
  void whatWasNeverSeenIsSpeltInBytes() throws Exception {
    List<BytePairs.Merge> merges = BytePairs.learn(TEXTS.stream(), 1);
    try (Tokenizer tokenizer = tokenizer(merges)) {
      long end = BytePairs.vocabulary(merges) - 1L;
      assertArrayEquals(new long[] {end - 1, 'z', 256L + 'q', end}, tokenizer.encode("zq"));
      assertEquals(2 + 4, tokenizer.encode("🐦").length);
      assertEquals(2 + 3, tokenizer.encode("猫").length);
    }
  }

  @Test
  void theOrderOfTheTextsDoesNotMatter() {
    List<String> reversed = new ArrayList<>(TEXTS);
    Collections.reverse(reversed);
    assertEquals(BytePairs.learn(TEXTS.stream(), 1), BytePairs.learn(reversed.stream(), 1));
  }

  @Test
  void theSameFileComesOutEachTime() throws Exception {
    List<BytePairs.Merge> merges = BytePairs.learn(TEXTS.stream(), 1);
    Path first = directory.resolve("first.json");
    Path second = directory.resolve("second.json");
    TokenizerWriter.write(first, 700, merges);
    TokenizerWriter.write(second, 700, merges);
    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void aVocabularyThatIsTooSmallIsRefused() {
    List<BytePairs.Merge> merges = BytePairs.learn(TEXTS.stream(), 1);
    int needed = BytePairs.vocabulary(merges);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TokenizerWriter.write(directory.resolve("t.json"), needed - 1, merges));
    assertTrue(e.getMessage().contains("must be at least " + needed), e.getMessage());
  }
}
