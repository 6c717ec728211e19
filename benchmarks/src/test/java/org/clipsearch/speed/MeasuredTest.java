package org.clipsearch.speed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.clipsearch.SmallModel;
import org.clipsearch.clip.DeviceException;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.report.Figure;
import org.clipsearch.store.FetchListener;
import org.clipsearch.store.ModelStore;
import org.clipsearch.text.Tokenizer;
import org.clipsearch.weights.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredTest {
  private static final Way FLOAT32 = new Way(Way.CLIPSEARCH, "cpu", "float32", 1);

  @TempDir Path directory;

  private Measured.Task task() throws Exception {
    Checkpoint checkpoint = Checkpoint.open(SmallModel.write(directory));
    return new Measured.Task(checkpoint, List.of(1, 3), new RateMeter(0.01));
  }

  @Test
  void imagesAndTextsHaveARateForEachBatchSize() throws Exception {
    Measured measured = Measured.of(FLOAT32, task());
    assertEquals(
        List.of("images 1", "images 3", "texts 1", "texts 3"),
        measured.rates().stream().map(rate -> rate.kind() + " " + rate.batch()).toList());
    for (Rate rate : measured.rates()) {
      assertTrue(rate.perSecond() > 0, rate.toString());
      assertTrue(0 < rate.p50Millis() && rate.p50Millis() <= rate.p95Millis(), rate.toString());
    }
    assertEquals(0, measured.gpuBytes());
  }

  @Test
  void whatDoesNotExistIsNotMeasured() throws Exception {
    Measured.Task task = task();
    assertThrows(
        IllegalArgumentException.class,
        () -> Measured.of(new Way("none", "cpu", "float32", 1), task));
    assertThrows(
        DeviceException.class, () -> Measured.of(new Way(Way.CLIPSEARCH, "cpu", "int4", 1), task));
  }

  @Test
  void findingsGrowRoundByRound() {
    EmbedFindings findings = new EmbedFindings();
    for (double rate : List.of(10.0, 30.0, 20.0)) {
      findings.add(
          FLOAT32,
          new Measured(List.of(new Rate("images", 8, rate, 1, 2)), 0),
          OptionalLong.of(5_000_000));
    }
    assertEquals(
        List.of(
            new Figure(
                "images, clipsearch cpu float32, 1 thread, batch 8",
                "images/s",
                true,
                List.of(10.0, 30.0, 20.0)),
            new Figure(
                "peak memory, clipsearch cpu float32, 1 thread",
                "MB",
                false,
                List.of(5.0, 5.0, 5.0))),
        findings.figures());
    assertEquals(20, findings.rate(FLOAT32, "images", 8).orElseThrow().median());
    assertTrue(findings.rate(FLOAT32, "texts", 8).isEmpty());
    assertTrue(findings.gpu(FLOAT32).isEmpty());
  }

  @Test
  void ofSingleOnesItIsKeptHowLongTheyTake() {
    EmbedFindings findings = new EmbedFindings();
    List<Rate> rates =
        List.of(new Rate("texts", 1, 100, 10, 12), new Rate("texts", 8, 200, 40, 45));
    findings.add(FLOAT32, new Measured(rates, 0), OptionalLong.empty());
    assertEquals(10, findings.latency(FLOAT32, "texts", 50).orElseThrow().median());
    assertEquals(12, findings.latency(FLOAT32, "texts", 95).orElseThrow().median());
    assertTrue(findings.latency(FLOAT32, "images", 50).isEmpty());
    assertEquals(4, findings.figures().size());
  }

  @Test
  void waysAreNamedAlikeOnMachinesOfAnySize() {
    assertEquals(
        "clipsearch cpu float32, all cores", new Way("clipsearch", "cpu", "float32", 0).toString());
    assertEquals(
        "clipsearch cpu float32, 2 threads", new Way("clipsearch", "cpu", "float32", 2).toString());
    Way gpu = new Way("clipsearch", "gpu:1", "float16", 0);
    assertEquals("clipsearch gpu:1 float16", gpu.toString());
    assertEquals(1, gpu.card());
    assertEquals(0, new Way("clipsearch", "gpu", "float16", 0).card());
  }

  @Test
  void textsHaveAsManyTokensForEachModel() throws Exception {
    Checkpoint random = Checkpoint.open(SmallModel.write(directory));
    Checkpoint bundled = ModelStore.ofUser(FetchListener.SILENT).open(ModelStore.BUNDLED);
    List<String> texts = Workload.texts(27);
    for (Checkpoint checkpoint : List.of(random, bundled)) {
      try (Tokenizer tokenizer = Tokenizer.load(checkpoint.tokenizerFile(), 77)) {
        List<Integer> lengths = texts.stream().map(text -> tokenizer.encode(text).length).toList();
        assertEquals(List.of(4, 5, 6, 7, 8, 9, 10, 11, 12), lengths.subList(0, 9));
        assertEquals(9, new TreeSet<>(lengths).size());
        assertEquals(lengths.subList(0, 9), lengths.subList(18, 27));
      }
    }
  }

  @Test
  void imagesAreTheSameEachTime() {
    List<PreparedImage> images = Workload.images(2, 32);
    assertEquals(3 * 32 * 32, images.getFirst().pixels().length);
    assertArrayEquals(images.getLast().pixels(), Workload.images(2, 32).getLast().pixels());
  }
}
