package org.clipsearch.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** In threads of its own, for it cannot be taken back. */
@EnabledOnOs(OS.LINUX)
class LowPriorityTest {
  private static <T> T inANewThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().start(task);
    return task.get();
  }

  private static <T> T inANewThreadOfLowPriority(Callable<T> work) throws Exception {
    return inANewThread(
        () -> {
          LowPriority.set();
          return inANewThread(work);
        });
  }

  /** Field 19 of proc(5)'s stat, of the thread that asks. */
  private static int nice() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1); // from the third
    return Integer.parseInt(fields[19 - 3]);
  }

  private static String ionice() throws IOException {
    String thread = Path.of("/proc/thread-self").toRealPath().getFileName().toString();
    Process process = new ProcessBuilder("ionice", "-p", thread).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void threadsStartedLaterLetOthersGoFirst() throws Exception {
    int before = nice();
    assertEquals(Math.max(before, 10), inANewThreadOfLowPriority(LowPriorityTest::nice));
    assertEquals(before, nice());
  }

  @Test
  void alsoAtTheDisk() throws Exception {
    try {
      ionice();
    } catch (IOException e) {
      Assumptions.abort("no ionice here: " + e.getMessage());
    }
    assertEquals("best-effort: prio 7", inANewThreadOfLowPriority(LowPriorityTest::ionice));
  }
}
