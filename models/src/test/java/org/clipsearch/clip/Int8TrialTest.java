package org.clipsearch.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.clipsearch.platform.Processor;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.StorageType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Int8TrialTest {
  @TempDir Path directory;

  private Checkpoint checkpoint() throws Exception {
    return TestCheckpoints.write(
        directory.resolve("model"), Activation.QUICK_GELU, StorageType.F32);
  }

  @Test
  void isMeasuredAndRemembered() throws Exception {
    Assumptions.assumeTrue(Processor.detect().multipliesInt8(), "no int8 here");
    Checkpoint checkpoint = checkpoint();
    Int8Trial trial = new Int8Trial(checkpoint, directory.resolve("int8"));
    Compute exact = Compute.of("cpu", "float32");
    Compute int8 = Compute.of("cpu", "int8");
    double cosine = trial.cosine(exact, int8);
    assertTrue(cosine > 0.99 && cosine < 1, "rounded, but little: " + cosine);
    Path remembered = directory.resolve("int8").resolve(checkpoint.identity().weightsSha256());
    assertEquals(String.valueOf(cosine), Files.readString(remembered));
    Files.writeString(remembered, "0.25");
    assertEquals(0.25, trial.cosine(exact, int8));
    Files.writeString(remembered, "damaged");
    assertEquals(cosine, trial.cosine(exact, int8), 1e-6);
  }
}
