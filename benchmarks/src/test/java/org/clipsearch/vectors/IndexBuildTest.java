package org.clipsearch.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds and their measurement, at a size that takes seconds. */
class IndexBuildTest {
  private static final int COUNT = 2_500;
  private static final ClipLikeVectors VECTORS = new ClipLikeVectors(7);

  @TempDir Path directory;

  private SearchTask task(int queries) {
    return new SearchTask(directory, 7, COUNT, queries, false);
  }

  private List<Questions> ask(int queries) throws IOException {
    return Questions.ask(task(queries), VECTORS, compared -> {});
  }

  @Test
  void whatWasStoppedGoesOnToTheSameContents() throws Exception {
    VectorFormat format = VectorFormat.of("int4");
    Path index = task(20).index(format);
    IndexBuild first = new IndexBuild(task(20), format, VECTORS);
    boolean done =
        first.run(
            written -> {
              if (written == 1_000) {
                first.stop();
              }
            });
    assertFalse(done);
    AtomicLong from = new AtomicLong(-1);
    IndexBuild second = new IndexBuild(task(20), format, VECTORS);
    assertTrue(second.run(written -> from.compareAndSet(-1, written)));
    assertEquals(1_001, from.get(), "goes on where it stopped");
    try (IndexSearch search = new IndexSearch("any", index)) {
      assertEquals(COUNT, search.size());
      Set<Integer> numbers = new TreeSet<>();
      for (int doc = 0; doc < COUNT; doc++) {
        int number = search.number(doc);
        numbers.add(number);
        if (doc % 50 == 0) {
          assertEquals(number, search.number(search.exact(VECTORS.image(number), 1)[0]));
        }
      }
      assertEquals(COUNT, numbers.size(), "each once");
      assertTrue(search.effort().seconds() > 0);
    }
    assertTrue(
        new IndexBuild(task(20), format, VECTORS).run(written -> fail("nothing is missing")));
  }

  @Test
  void plainComparisonAndLucenesAgree() throws Exception {
    VectorFormat format = VectorFormat.of("int8");
    Path index = task(50).index(format);
    new IndexBuild(task(50), format, VECTORS).run(written -> {});
    try (IndexSearch search = new IndexSearch("any", index)) {
      for (Questions questions : ask(50)) {
        List<Measurement> measured = new ArrayList<>();
        for (Search one : search.searches(List.of(10, 400), OptionalInt.empty())) {
          measured.add(Measurement.of(search, one, questions));
        }
        Measurement narrow = measured.get(0);
        Measurement wide = measured.get(1);
        assertEquals(1, measured.get(2).recall(), "of all vectors");
        assertTrue(wide.recall() > 0.98, wide.toString());
        assertTrue(narrow.recall() < wide.recall(), narrow.toString());
      }
    }
  }

  @Test
  void fewerBitsAreFewerHotBytes() throws Exception {
    long before = Long.MAX_VALUE;
    for (String name : List.of("float", "int8", "int4", "int2", "int1")) {
      VectorFormat format = VectorFormat.of(name);
      new IndexBuild(task(1), format, VECTORS).run(written -> {});
      try (IndexSearch search = new IndexSearch(name, task(1).index(format))) {
        IndexFigures figures = search.figures();
        assertEquals(COUNT, figures.vectors());
        assertEquals(List.of(COUNT), figures.segments());
        assertTrue(figures.hotBytes() < before, figures.toString());
        assertTrue(figures.bytes() > COUNT * 512 * 4, "the floats are kept");
        before = figures.hotBytes();
      }
    }
  }

  @Test
  void answersAreKept() throws Exception {
    ask(5);
    AtomicLong compared = new AtomicLong();
    Questions.ask(task(5), VECTORS, told -> compared.accumulateAndGet(told, Math::max));
    assertEquals(0, compared.get());
    Questions.ask(task(6), VECTORS, told -> compared.accumulateAndGet(told, Math::max));
    assertEquals(COUNT, compared.get());
  }

  @Test
  void mergedIsOneSegmentBesideTheOther() throws Exception {
    VectorFormat format = VectorFormat.of("int4");
    SearchTask many = new SearchTask(directory, 7, 9_000, 1, false);
    SearchTask one = new SearchTask(directory, 7, 9_000, 1, true);
    for (SearchTask task : List.of(many, one)) {
      new IndexBuild(task, format, VECTORS).run(written -> {});
    }
    try (IndexSearch search = new IndexSearch("any", many.index(format))) {
      assertTrue(search.segments().size() > 1, "a writer's buffer holds some 7,000");
    }
    try (IndexSearch search = new IndexSearch("any", one.index(format))) {
      assertEquals(List.of(9_000), search.segments());
    }
  }

  @Test
  void theProductsOwnIndexGoesOnAndComparesAllOfAFew() throws Exception {
    ProductFormat format = new ProductFormat();
    Build first = format.build(task(20), VECTORS);
    assertFalse(
        first.run(
            written -> {
              if (written == 1_000) {
                first.stop();
              }
            }));
    assertTrue(format.build(task(20), VECTORS).run(written -> assertTrue(written > 1_000)));
    IndexFigures figures;
    try (VectorIndex index = format.open(task(20))) {
      figures = index.figures();
      assertEquals(COUNT, figures.vectors());
      assertTrue(figures.buildSeconds() > 0);
      assertTrue(figures.hotBytes() >= COUNT * 512 * 4, "all floats");
      Search search = index.searches(List.of(50), OptionalInt.empty()).getFirst();
      assertEquals(0, search.width(), "so few are all compared");
      for (Questions questions : ask(20)) {
        assertEquals(1, Measurement.of(index, search, questions).recall());
      }
    }
    assertTrue(format.build(task(20), VECTORS).run(written -> fail("nothing is missing")));
    try (VectorIndex index = format.open(task(20))) {
      assertEquals(figures, index.figures(), "and nothing was done");
    }
  }

  @Test
  void formatsHaveNames() {
    assertEquals("int4-m16-b100", VectorFormat.of("int4").toString());
    assertEquals(new VectorFormat("float", 32, 200), VectorFormat.of("float-m32-b200"));
    for (String wrong : List.of("int3", "", "int4-b", "int4-m0", "int4-m9999", "int4-b100-m16")) {
      assertThrows(IllegalArgumentException.class, () -> VectorFormat.of(wrong), wrong);
    }
  }
}
