package org.clipsearch.platform;

import java.util.Locale;

/** Lets other programs go first, at the processor and at the disk. */
public final class LowPriority {
  // sys/resource.h, the same on Linux and macOS
  private static final int PRIO_PROCESS = 0;
  private static final int NICE = 10;

  // linux/ioprio.h; the numbers of ioprio_set in asm/unistd.h
  private static final int IOPRIO_WHO_PROCESS = 1;
  private static final int IOPRIO_CLASS_BEST_EFFORT = 2;
  private static final int IOPRIO_CLASS_SHIFT = 13;
  private static final int IOPRIO_LOWEST_LEVEL = 7;
  private static final long SYSCALL_X86_64 = 251;
  private static final long SYSCALL_AARCH64 = 30;

  private LowPriority() {}

  /**
   * Lowers the priority: nice 10, and on Linux the last level of ordinary disk access. On Linux
   * this is the calling thread's and that of those it starts from then on, and theirs; so call it
   * early. On macOS it is the whole process's; elsewhere nothing happens. It cannot be taken back.
   */
  public static void set() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean linux = system.startsWith("linux");
    if (!linux && !system.startsWith("mac")) {
      return;
    }
    if (CLibrary.call("getpriority", PRIO_PROCESS, 0) < NICE) { // it may be lower already
      CLibrary.call("setpriority", PRIO_PROCESS, 0, NICE);
    }
    if (linux) {
      setDiskPriority();
    }
  }

  private static void setDiskPriority() {
    long number =
        switch (System.getProperty("os.arch")) {
          case "amd64" -> SYSCALL_X86_64;
          case "aarch64" -> SYSCALL_AARCH64;
          default -> -1;
        };
    if (number >= 0) {
      int level = IOPRIO_CLASS_BEST_EFFORT << IOPRIO_CLASS_SHIFT | IOPRIO_LOWEST_LEVEL;
      CLibrary.call("syscall", number, IOPRIO_WHO_PROCESS, 0, level);
    }
  }
}
