package org.clipsearch.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
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
  @CsvSource({
    "auto, avx512_vnni, 0.9901, true",
    "auto, avx_vnni, 0.9901, true",
    "auto, avx512_vnni, 0.9899, false",
    "auto, avx512_vnni+avx512_bf16, 1, false",
    "auto, avx512_vnni+amx_bf16, 1, false",
    "auto, avx512f, 1, false",
    "float32, avx512_vnni, 1, false"
  })
  void manyImagesAreRoundedWhereThatIsFasterAndHardlyChangesThem(
      String precision, String features, double cosine, boolean isRounded) throws Exception {
    Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"), "x86-64 has int8");
    Compute compute = Compute.of("cpu", precision);
    Processor processor = new Processor("any", Set.of(features.split("\\+", -1)));
    Compute many = compute.forManyImages(processor, _ -> cosine);
    assertEquals(isRounded ? Precision.INT8 : compute.precision(), many.precision());
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
