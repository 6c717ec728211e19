package org.clipsearch.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void readsNameAndWhatMatters() {
    Processor processor =
        Processor.parse(
            List.of(
                "processor\t: 0",
                "model name\t: Some CPU @ 2 GHz",
                "flags\t\t: fpu avx2 amx_bf16 sse2",
                "model name\t: another"));
    assertEquals(new Processor("Some CPU @ 2 GHz", Set.of("avx2", "amx_bf16")), processor);
    assertTrue(processor.multipliesBfloat16());
  }

  @Test
  void withoutTheInstructionsBfloat16IsNotForIt() {
    assertFalse(Processor.parse(List.of("flags : avx2 fma")).multipliesBfloat16());
    assertFalse(Processor.parse(List.of()).multipliesBfloat16());
  }
}
