package org.clipsearch.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tokenizer of bytes: a word's letters one by one, its last one with an offset of 256. */
class TokenizerTest {
  private static final int START = 598;
  private static final int END = 599;

  @TempDir static Path directory;

  @BeforeAll
  static void writeTokenizer() throws IOException {
    EncoderConfig tiny = new EncoderConfig(8, 8, 1, 1, Activation.GELU, 1e-5);
    RandomCheckpoint.write(
        directory, new ClipConfig(4, tiny, 8, 8, tiny, 600, 77), StorageType.F32, 1);
  }

  private static long[] encode(String text, int positions) throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(directory.resolve("tokenizer.json"), positions)) {
      return tokenizer.encode(text);
    }
  }

  @Test
  void textStandsBetweenStartAndEnd() throws IOException {
    assertArrayEquals(new long[] {START, END}, encode("", 77));
    assertArrayEquals(new long[] {START, 'a', 256 + 'b', 256 + 'c', END}, encode("ab  C", 77));
  }

  @Test
  void otherScriptsAreBytes() throws IOException {
    assertEquals(2 + 3 * 3, encode("一只猫", 77).length);
    assertEquals(2 + 4, encode("🐈", 77).length);
  }

  @Test
  void tooLongTextIsCutBeforeItsEndToken() throws IOException {
    long[] ids = encode("x".repeat(500), 10);
    assertEquals(10, ids.length);
    assertEquals(START, ids[0]);
    assertEquals('x', ids[8]);
    assertEquals(END, ids[9]);
  }

  @Test
  void textThatFitsExactlyIsNotCut() throws IOException {
    assertArrayEquals(new long[] {START, 'a', 256 + 'b', END}, encode("ab", 4));
    assertArrayEquals(new long[] {START, 'a', END}, encode("ab", 3));
  }

  @Test
  void loneSurrogatesAndNulsDoNoHarm() throws IOException {
    assertTrue(encode("a\ud83d b\0c", 77).length >= 4);
  }

  @Test
  void whatIsNoTokenizerIsAnErrorThatNamesTheFile() throws IOException {
    Path file = Files.writeString(directory.resolve("broken.json"), "{}");
    IOException e = assertThrows(IOException.class, () -> Tokenizer.load(file, 77));
    assertTrue(e.getMessage().startsWith(file + ": not a tokenizer"), e.getMessage());
  }
}
