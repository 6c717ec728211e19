package org.clipsearch.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** With a clock that only the passes move. */
class RateMeterTest {
  private static final long MILLION = 1_000_000;

  @Test
  void countsForAsLongAsItWasTold() {
    AtomicLong clock = new AtomicLong(5);
    RateMeter meter = new RateMeter(3, clock::get);
    assertEquals(4, meter.perSecond(() -> clock.addAndGet(250 * MILLION)));
    assertEquals(5 + 4_000 * MILLION, clock.get(), "one second to warm up, and three");
  }

  @Test
  void whatIsSlowIsDoneOnceAndOnceToWarmUp() {
    AtomicLong clock = new AtomicLong();
    RateMeter meter = new RateMeter(3, clock::get);
    assertEquals(0.1, meter.perSecond(() -> clock.addAndGet(10_000 * MILLION)));
    assertEquals(20_000 * MILLION, clock.get());
  }

  @Test
  void theWarmUpDoesNotCount() {
    AtomicLong clock = new AtomicLong();
    List<Long> passes = new ArrayList<>();
    RateMeter meter = new RateMeter(3, clock::get);
    double rate =
        meter.perSecond(
            () -> {
              passes.add(clock.get());
              clock.addAndGet(passes.size() == 1 ? 1_000 * MILLION : 500 * MILLION);
            });
    assertEquals(2, rate);
    assertEquals(7, passes.size());
  }
}
