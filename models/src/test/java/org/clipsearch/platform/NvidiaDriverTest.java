package org.clipsearch.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaDriverTest {
  @Test
  void cardsAreReadAsTheDriverWritesThem() {
    String csv =
        """
        NVIDIA GeForce RTX 4070 Ti, 570.86.16, 12282 MiB
        NVIDIA H100 80GB HBM3, 570.86.16, 81559 MiB
        """;
    assertEquals(
        List.of(
            new NvidiaDriver.Card("NVIDIA GeForce RTX 4070 Ti", "570.86.16", "12282 MiB"),
            new NvidiaDriver.Card("NVIDIA H100 80GB HBM3", "570.86.16", "81559 MiB")),
        NvidiaDriver.parse(csv));
    assertEquals(List.of(), NvidiaDriver.parse("No devices were found\n"));
  }

  @Test
  void usedMemoryIsReadAsTheDriverWritesIt() {
    assertEquals(OptionalLong.of(1234L * 1024 * 1024), NvidiaDriver.parseMegabytes("1234\n"));
    for (String nothing : List.of("", "[N/A]\n", "No devices were found\n", "1\n2\n")) {
      assertEquals(OptionalLong.empty(), NvidiaDriver.parseMegabytes(nothing));
    }
  }

  @Test
  void whereThereAreCardsThereIsADriver() {
    assertTrue(NvidiaDriver.cards().isEmpty() || NvidiaDriver.isInstalled());
  }

  @Test
  void librariesAreCompleteOnlyWithAllThatTheMarkNames(@TempDir Path directory) throws IOException {
    Path cuda = Files.createFile(directory.resolve(System.mapLibraryName("torch_cuda")));
    Path other = Files.createFile(directory.resolve("libother.so"));
    assertTrue(CudaLibraries.areIn(directory));
    assertFalse(CudaLibraries.areComplete(directory), "no mark");
    CudaLibraries.markComplete(directory, List.of(cuda.getFileName().toString(), "libother.so"));
    assertTrue(CudaLibraries.areComplete(directory));
    Files.delete(other);
    assertFalse(CudaLibraries.areComplete(directory), "one is gone");
  }

  @Test
  void theJniLibraryForCudaIsInTheBuild() {
    String jni = "/jnilib/linux-x86_64/%s/libdjl_torch.so".formatted(CudaLibraries.FLAVOR);
    assertNotNull(CudaLibraries.class.getResource(jni), jni);
    assertEquals("2.7.1", CudaLibraries.version());
  }
}
