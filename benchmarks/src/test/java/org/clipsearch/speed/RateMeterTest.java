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
    assertEquals(
        new RateMeter.Passes(4, 250, 250), meter.measure(() -> clock.addAndGet(250 * MILLION)));
    assertEquals(5 + 4_000 * MILLION, clock.get(), "one second to warm up, and three");
  }

  @Test
  void whatIsSlowIsDoneOnceAndOnceToWarmUp() {
    AtomicLong clock = new AtomicLong();
    RateMeter meter = new RateMeter(3, clock::get);
    assertEquals(0.1, meter.measure(() -> clock.addAndGet(10_000 * MILLION)).perSecond());
    assertEquals(20_000 * MILLION, clock.get());
  }

  @Test
  void theWarmUpDoesNotCount() {
    AtomicLong clock = new AtomicLong();
    List<Long> passes = new ArrayList<>();
    RateMeter meter = new RateMeter(3, clock::get);
    double rate =
        meter
            .measure(
                () -> {
                  passes.add(clock.get());
                  clock.addAndGet(passes.size() == 1 ? 1_000 * MILLION : 500 * MILLION);
                })
            .perSecond();
    assertEquals(2, rate);
    assertEquals(7, passes.size());
  }

  @Test
  void percentilesAreOfTheNearestRank() {
    AtomicLong clock = new AtomicLong();
    RateMeter meter = new RateMeter(0.201, clock::get);
    AtomicLong pass = new AtomicLong();
    // To warm up 60 ms and a thirteenth pass; then 1 to 20 ms, not in order.
    RateMeter.Passes passes =
        meter.measure(
            () -> {
              long i = pass.getAndIncrement();
              clock.addAndGet((i < 14 ? 5 : 1 + (i - 14) * 7 % 20) * MILLION);
            });
    assertEquals(34, pass.get());
    assertEquals(new RateMeter.Passes(20 / 0.21, 10, 19), passes);
  }
}
