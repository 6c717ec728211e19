package org.clipsearch.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {
  @Test
  void anyLengthBecomesOne() {
    assertArrayEquals(new float[] {0.6f, 0.8f}, Embedding.of(3, 4).toArray());
    assertArrayEquals(new float[] {0.6f, 0.8f}, Embedding.of(3e30f, 4e30f).toArray(), 1e-6f);
  }

  @Test
  void cosineIsOneWithItselfAndMinusOneWithItsOpposite() {
    Embedding a = Embedding.of(1, -2, 3);
    assertEquals(1, a.cosine(a), 1e-6);
    assertEquals(-1, a.cosine(Embedding.of(-1, 2, -3)), 1e-6);
    assertEquals(0, Embedding.of(1, 0).cosine(Embedding.of(0, 5)), 0);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
  void whatHasNoDirectionIsRefused(float value) {
    assertThrows(IllegalArgumentException.class, () -> Embedding.of(value, 0));
    assertThrows(IllegalArgumentException.class, Embedding::of);
  }

  @Test
  void meanIsTheDirectionBetween() {
    Embedding mean = Embedding.mean(List.of(Embedding.of(100, 0), Embedding.of(0, 1)));
    assertEquals(Embedding.of(1, 1), mean);
  }

  @Test
  void otherDimensionsDoNotCompare() {
    assertThrows(IllegalArgumentException.class, () -> Embedding.of(1).cosine(Embedding.of(1, 2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Embedding.mean(List.of(Embedding.of(1), Embedding.of(1, 2))));
  }

  @Test
  void callersCannotChangeIt() {
    float[] vector = {3, 4};
    Embedding embedding = Embedding.of(vector);
    vector[0] = 9;
    embedding.toArray()[0] = 9;
    assertEquals(Embedding.of(3, 4), embedding);
  }
}
