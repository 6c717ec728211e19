package org.clipsearch.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CLibraryTest {
  private static final int SIZE = 64 << 20;

  @TempDir Path directory;

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsMappedIsGivenBackAndReadAgain() throws Exception {
    byte[] content = bytes(SIZE);
    Path file = Files.write(directory.resolve("file"), content);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, SIZE, arena);
      assertArrayEquals(content, mapped.toArray(ValueLayout.JAVA_BYTE));
      long before = mappedBytes();
      assumeTrue(before >= SIZE, "this system does not tell");
      CLibrary.release(mapped);
      assertTrue(mappedBytes() < before - SIZE / 2, "still in memory");
      assertArrayEquals(content, mapped.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /** Of files, in memory; RssShmem where the file system is in memory itself. */
  private static long mappedBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssFile:") || line.startsWith("RssShmem:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  @Test
  void otherMemoryIsLeftAlone() {
    byte[] content = bytes(1 << 20);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment own = arena.allocateFrom(ValueLayout.JAVA_BYTE, content);
      CLibrary.release(own);
      CLibrary.release(own.asReadOnly());
      assertArrayEquals(content, own.toArray(ValueLayout.JAVA_BYTE));
    }
    CLibrary.release(MemorySegment.ofArray(content));
  }
}
