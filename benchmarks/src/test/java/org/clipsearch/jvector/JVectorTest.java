package org.clipsearch.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.clipsearch.vectors.Build;
import org.clipsearch.vectors.ClipLikeVectors;
import org.clipsearch.vectors.IndexFigures;
import org.clipsearch.vectors.Measurement;
import org.clipsearch.vectors.Questions;
import org.clipsearch.vectors.Search;
import org.clipsearch.vectors.SearchTask;
import org.clipsearch.vectors.VectorIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The peer, at a size that takes seconds, beside neighbours that plain Java finds. */
class JVectorTest {
  private static final int COUNT = 2_500;
  private static final ClipLikeVectors VECTORS = new ClipLikeVectors(7);

  @TempDir Path directory;

  private SearchTask task() {
    return new SearchTask(directory, 7, COUNT, 50, false);
  }

  private VectorIndex built(JVectorFormat format) throws IOException {
    assertTrue(format.build(task(), VECTORS).run(written -> {}));
    return format.open(task());
  }

  /** Of texts at widths of 10 and 400, then of images. */
  private List<Measurement> measured(String name) throws IOException {
    List<Measurement> measured = new ArrayList<>();
    try (VectorIndex index = built(JVectorFormat.of(name))) {
      for (Questions questions : Questions.ask(task(), VECTORS, compared -> {})) {
        for (Search search : index.searches(List.of(10, 400), OptionalInt.of(10))) {
          measured.add(Measurement.of(index, search, questions));
        }
      }
    }
    return measured;
  }

  @Test
  void wideSearchesFindTheTrueNeighbours() throws Exception {
    for (String name : List.of("jvector-float", "jvector-pq64", "jvector-fused64")) {
      List<Measurement> found = measured(name);
      assertEquals(4, found.size());
      for (int kind : new int[] {0, 2}) {
        Measurement narrow = found.get(kind);
        Measurement wide = found.get(kind + 1);
        assertTrue(wide.recall() > 0.98, name + ": " + wide);
        assertTrue(narrow.recall() < wide.recall(), name + ": " + narrow);
        assertEquals(name.equals("jvector-float") ? 0 : 400, wide.rescored());
      }
    }
  }

  /** Eight bits a dimension tell those apart less well that lie close together. */
  @Test
  void mostAreFoundWithoutFloats() throws Exception {
    for (Measurement one : measured("jvector-pq64-nvq")) {
      assertTrue(one.width() == 10 || one.recall() > 0.9, one.toString());
    }
  }

  @Test
  void whatIsKeptTellsInTheFigures() throws Exception {
    long floats = COUNT * 4L * ClipLikeVectors.DIMENSION;
    IndexFigures pq;
    try (VectorIndex index = built(JVectorFormat.of("jvector-pq64"))) {
      pq = index.figures();
    }
    assertEquals(COUNT, pq.vectors());
    assertEquals(List.of(COUNT), pq.segments());
    assertTrue(pq.buildSeconds() > 0);
    assertTrue(pq.bytes() > floats && pq.bytes() < 1.5 * floats, pq.toString());
    try (VectorIndex index = built(JVectorFormat.of("jvector-fused64"))) {
      assertTrue(index.figures().bytes() > pq.bytes() + COUNT * 31 * 64, "32 neighbours' codes");
    }
    try (VectorIndex index = built(JVectorFormat.of("jvector-pq64-nvq"))) {
      assertTrue(index.figures().bytes() < floats, "none are kept");
    }
  }

  /** Surefire starts Java without the module for SIMD; a native library needs none. */
  @Test
  void tellsWhatComparesVectors() throws Exception {
    try (VectorIndex index = built(JVectorFormat.of("jvector-float"))) {
      String by = index.figures().comparedBy();
      assertTrue(by.matches("(Native|Panama|Default)VectorUtilSupport"), by);
    }
  }

  @Test
  void isThereWhenItIsWhole() throws Exception {
    JVectorFormat format = JVectorFormat.of("jvector-float-m8-b50");
    Build first = format.build(task(), VECTORS);
    boolean done =
        first.run(
            written -> {
              if (written == 100) {
                first.stop();
              }
            });
    assertFalse(done);
    assertFalse(Files.exists(task().index(format)));
    try (VectorIndex index = built(format)) {
      assertEquals(COUNT, index.figures().vectors());
    }
    assertTrue(format.build(task(), VECTORS).run(written -> fail("nothing is missing")));
  }

  @Test
  void formatsHaveNames() {
    for (String name : List.of("jvector-float-m32-b100", "jvector-pq128-nvq-m16-b200")) {
      assertEquals(name, JVectorFormat.of(name).toString());
    }
    assertEquals("jvector-fused64-m32-b100", JVectorFormat.of("jvector-fused64").toString());
    for (String wrong :
        List.of(
            "jvector-",
            "jvector-pq",
            "jvector-pq0",
            "jvector-pq513",
            "jvector-float-nvq",
            "jvector-float-m1",
            "jvector-fused64-b0",
            "jvector-pq64-b100-m16")) {
      assertThrows(IllegalArgumentException.class, () -> JVectorFormat.of(wrong), wrong);
    }
  }
}
