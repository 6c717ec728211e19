package org.clipsearch.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.clipsearch.weights.ClipConfig;
import org.junit.jupiter.api.Test;

class GpuMemoryTest {
  @Test
  void batchGrowsWithFreeMemoryUpToABound() {
    assertEquals(1, GpuMemory.batch(0, ClipConfig.VIT_B_32));
    int before = 1;
    for (long free = 1 << 20; free < 1L << 36; free *= 2) {
      int batch = GpuMemory.batch(free, ClipConfig.VIT_B_32);
      assertEquals(1, Integer.bitCount(batch));
      assertTrue(batch >= before && batch <= 2 * before);
      before = batch;
    }
    assertEquals(256, before);
  }

  @Test
  void whatDoesNotFitIsHalvedAndComesBackInOrder() {
    List<Integer> images = IntStream.range(0, 37).boxed().toList();
    List<Integer> sizes = new ArrayList<>();
    List<Integer> results =
        GpuMemory.halving(
            images,
            batch -> {
              sizes.add(batch.size());
              if (batch.size() > 10) {
                throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
              }
              return batch;
            });
    assertEquals(images, results);
    assertEquals(List.of(37, 18, 9, 9, 19, 9, 10), sizes);
  }

  @Test
  void whatFailsOtherwiseOrAloneFails() {
    List<Integer> sizes = new ArrayList<>();
    EngineException other = new EngineException("device-side assert triggered");
    assertEquals(other, assertThrows(EngineException.class, () -> run(sizes, other)));
    assertEquals(List.of(4), sizes);
    sizes.clear();
    EngineException full = new EngineException("CUDA out of memory");
    assertEquals(full, assertThrows(EngineException.class, () -> run(sizes, full)));
    assertEquals(List.of(4, 2, 1), sizes);
  }

  private static void run(List<Integer> sizes, EngineException failure) {
    GpuMemory.halving(
        List.of(1, 2, 3, 4),
        batch -> {
          sizes.add(batch.size());
          throw failure;
        });
  }
}
