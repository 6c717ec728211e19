package org.clipsearch.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.clipsearch.platform.Processor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeTest {
  @Test
  void whatIsAskedForIsUsed() throws Exception {
    assertEquals("cpu, float16", Compute.of("cpu", "float16").toString());
    assertTrue(Compute.of("cpu", "auto").notice().isEmpty());
  }

  @Test
  void autoTakesBfloat16WhereTheProcessorHasIt() throws Exception {
    Precision expected =
        Processor.detect().multipliesBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT32;
    assertEquals(expected, Compute.of("cpu", "auto").precision());
  }

  @ParameterizedTest
  @CsvSource({"tpu, auto", "gpu:, auto", "gpu:x, auto", "gpu:-1, auto", "cpu, int4", "cpu, ''"})
  void unknownWordsAreRefused(String device, String precision) {
    DeviceException e = assertThrows(DeviceException.class, () -> Compute.of(device, precision));
    assertTrue(e.getMessage().contains("must be auto"), e.getMessage());
  }

  @Test
  void withoutGpuAutoSaysSoAndGpuIsAnError() throws Exception {
    Compute auto = Compute.of("auto", "auto");
    Assumptions.assumeTrue(auto.toString().startsWith("cpu"), "there is a GPU here");
    assertTrue(auto.notice().orElseThrow().startsWith("running on the CPU: "));
    DeviceException e = assertThrows(DeviceException.class, () -> Compute.of("gpu:1", "auto"));
    assertTrue(e.getMessage().startsWith("cannot use gpu:1: "), e.getMessage());
  }
}
