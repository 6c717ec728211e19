package org.clipsearch.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.TextEmbedder;
import org.junit.jupiter.api.Test;

class ZeroShotClassifierTest {
  /** Directions in a plane: a text is its angle in degrees. */
  private static final TextEmbedder ANGLES =
      texts ->
          texts.stream().map(text -> angle(Double.parseDouble(text.replace("x", "")))).toList();

  private static Embedding angle(double degrees) {
    double radians = Math.toRadians(degrees);
    return Embedding.of((float) Math.cos(radians), (float) Math.sin(radians));
  }

  @Test
  void probabilitiesAreTheSoftmaxOfScaledCosines() {
    var classifier =
        new ZeroShotClassifier(ANGLES, List.of("90", "0", "60"), List.of("{label}"), 2);
    List<LabelScore> scores = classifier.classify(angle(0));
    double sum = Math.exp(2) + Math.exp(1) + Math.exp(0);
    assertEquals(List.of("0", "60", "90"), scores.stream().map(LabelScore::label).toList());
    assertEquals(Math.exp(2) / sum, scores.get(0).probability(), 1e-6);
    assertEquals(Math.exp(1) / sum, scores.get(1).probability(), 1e-6);
    assertEquals(1 / sum, scores.get(2).probability(), 1e-6);
    assertEquals(0.5, scores.get(1).similarity(), 1e-6);
  }

  @Test
  void largeScalesDoNotOverflow() {
    var classifier = new ZeroShotClassifier(ANGLES, List.of("0", "90"), List.of("{label}"), 1e6);
    assertEquals(1, classifier.classify(angle(10)).getFirst().probability(), 0);
  }

  @Test
  void templatesAreAveragedAsUnitVectors() {
    // "{label}" and "{label}0": 4 and 40 degrees, whose middle is 22.
    var classifier =
        new ZeroShotClassifier(ANGLES, List.of("4"), List.of("{label}", "{label}0"), 1);
    assertEquals(1, classifier.classify(angle(22)).getFirst().similarity(), 1e-6);
  }

  @Test
  void labelsAreEmbeddedInBatches() {
    List<Integer> batches = new ArrayList<>();
    TextEmbedder counting =
        texts -> {
          batches.add(texts.size());
          return ANGLES.embed(texts);
        };
    List<String> labels = IntStream.range(0, 150).mapToObj(String::valueOf).toList();
    var classifier = new ZeroShotClassifier(counting, labels, List.of("{label}"), 100);
    assertEquals(List.of(64, 64, 22), batches);
    assertEquals("137", classifier.classify(angle(137)).getFirst().label());
  }

  @Test
  void nothingToChooseFromIsAnError() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ZeroShotClassifier(ANGLES, List.of(), List.of("{label}"), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ZeroShotClassifier(ANGLES, List.of("1"), List.of("a photo"), 1));
  }
}
