package org.clipsearch.platform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** The few calls of the C library that native libraries are steered by. Without them all works. */
@SuppressWarnings("restricted") // calling C is what this class is for
public final class CLibrary {
  // glibc's malloc.h
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_THRESHOLD = -3;

  /** Of Linux's and macOS's sys/mman.h. */
  private static final int MADV_DONTNEED = 4;

  /** Pages are as large or smaller, in powers of two. */
  private static final long LARGEST_PAGE = 1 << 16;

  private CLibrary() {}

  /**
   * Sets an environment variable for native libraries that are loaded later, unless the user has
   * set it. Java itself does not see it.
   */
  public static void setEnvironment(String name, String value) {
    if (System.getenv(name) == null) {
      try (Arena arena = Arena.ofConfined()) {
        call("setenv", arena.allocateFrom(name), arena.allocateFrom(value), 1);
      }
    }
  }

  /**
   * Has glibc keep large blocks instead of giving them back at once: the temporaries of each batch
   * would be faulted in anew, page by page, which takes up to three times as long.
   */
  public static void keepLargeBlocks() {
    call("mallopt", M_MMAP_THRESHOLD, 1 << 30);
    call("mallopt", M_TRIM_THRESHOLD, 1 << 30);
    call("mallopt", M_TOP_PAD, 64 << 20);
  }

  /**
   * Gives back the memory of what is mapped of a file, since it will hardly be read again; what is
   * all the same, comes from the file.
   *
   * @param segment other memory than a file's, which would be lost, is left alone
   */
  public static void release(MemorySegment segment) {
    long start = Math.ceilDiv(segment.address(), LARGEST_PAGE) * LARGEST_PAGE;
    long end = (segment.address() + segment.byteSize()) / LARGEST_PAGE * LARGEST_PAGE;
    if (segment.isMapped() && segment.isReadOnly() && start < end) {
      call("madvise", MemorySegment.ofAddress(start), end - start, MADV_DONTNEED);
    }
  }

  /**
   * Calls a function that takes integers, longs and addresses.
   *
   * @return what it returns; -1 where the C library has no such function
   */
  static int call(String function, Object... arguments) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> address = linker.defaultLookup().find(function);
    if (address.isEmpty()) {
      return -1;
    }
    MemoryLayout[] types = new MemoryLayout[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] =
          switch (arguments[i]) {
            case Integer _ -> JAVA_INT;
            case Long _ -> JAVA_LONG;
            default -> ADDRESS;
          };
    }
    try {
      return (int)
          linker
              .downcallHandle(address.get(), FunctionDescriptor.of(JAVA_INT, types))
              .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(function + " failed", e);
    }
  }
}
