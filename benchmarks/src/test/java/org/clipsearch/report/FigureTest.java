package org.clipsearch.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static Figure figure(Double... rounds) {
    return new Figure("images", "images/s", true, List.of(rounds));
  }

  @Test
  void theMedianIsInTheMiddle() {
    assertEquals(3, figure(9.0, 1.0, 3.0).median());
    assertEquals(2.5, figure(3.0, 9.0, 1.0, 2.0).median());
    assertEquals(7, figure(7.0).median());
  }

  @Test
  void theSpreadIsFromLeastToMost() {
    assertEquals("1.00–12.5", figure(4.0, 12.5, 1.0).spread());
    assertEquals("", figure(4.0).spread());
  }

  @Test
  void isShownToThreeDigitsAndAWholePartInFull() {
    assertEquals("0.123", figure(0.1234).toString());
    assertEquals("1.23", figure(1.234).toString());
    assertEquals("12.3", figure(12.34).toString());
    assertEquals("1234", figure(1234.4).toString());
  }

  @Test
  void refusesWhatIsNoMeasurement() {
    assertThrows(IllegalArgumentException.class, () -> figure());
    for (double wrong : List.of(Double.NaN, Double.POSITIVE_INFINITY, -1.0)) {
      assertThrows(IllegalArgumentException.class, () -> figure(1.0, wrong));
    }
  }
}
