package org.clipsearch.crawl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * Remembers which files are being decoded, for the next process to read should this one die of a
 * decoder. A file that was in flight then is a suspect: it is decoded with no other beside it, and
 * if the process dies again it is {@link #twice}. Thread-safe.
 *
 * <p>The file {@code in-flight} is mapped, so that what is written to it outlives the process
 * without a call to the system. A slot a thread holds the length of a URI, then the URI.
 */
final class CrashJournal implements Closeable {
  static final String IN_FLIGHT = "in-flight";
  static final String SUSPECTS = "suspects";

  /** Linux's longest path is of 4,096 bytes; one that is longer as a URI is not journalled. */
  private static final int SLOT_BYTES = 8192;

  private final Path directory;
  private final Set<String> suspects;
  private final List<Path> twice = new ArrayList<>();
  private final BlockingQueue<Integer> free;
  private final ReadWriteLock alone = new ReentrantReadWriteLock();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment slots;

  /**
   * Reads what an earlier process left, and begins anew.
   *
   * @param directory of the index; whoever opens a journal there writes to that index alone
   * @param threads how many files can be in flight at once
   */
  CrashJournal(Path directory, int threads) throws IOException {
    this.directory = directory;
    this.free =
        new ArrayBlockingQueue<>(threads, false, IntStream.range(0, threads).boxed().toList());
    this.suspects = new TreeSet<>(read(directory.resolve(SUSPECTS)));
    for (String uri : interrupted(directory.resolve(IN_FLIGHT))) {
      if (!suspects.add(uri)) {
        suspects.remove(uri);
        twice.add(Path.of(URI.create(uri)));
      }
    }
    writeSuspects();
    Files.deleteIfExists(directory.resolve(IN_FLIGHT));
    try (FileChannel file =
        FileChannel.open(
            directory.resolve(IN_FLIGHT),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW)) {
      slots = file.map(FileChannel.MapMode.READ_WRITE, 0, (long) threads * SLOT_BYTES, arena);
    }
  }

  private static List<String> read(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file, US_ASCII) : List.of();
  }

  /** The URIs in the slots of a file that was left behind. */
  private static Set<String> interrupted(Path file) throws IOException {
    Set<String> uris = new HashSet<>();
    if (Files.exists(file)) {
      MemorySegment left = MemorySegment.ofArray(Files.readAllBytes(file));
      for (long at = 0; at + SLOT_BYTES <= left.byteSize(); at += SLOT_BYTES) {
        int length = left.get(ValueLayout.JAVA_INT_UNALIGNED, at);
        if (length > 0 && length <= SLOT_BYTES - Integer.BYTES) {
          byte[] uri = left.asSlice(at + Integer.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
          uris.add(new String(uri, US_ASCII));
        }
      }
    }
    return uris;
  }

  /** The files that were in flight when the process died, and then again. */
  List<Path> twice() {
    return twice;
  }

  /** What a file is being decoded under. */
  interface Flight extends AutoCloseable {
    /** It came through: no exception of Java's kills the process. */
    @Override
    void close();
  }

  /** Notes that a file is being decoded; a suspect waits until no other is. */
  Flight begin(Path file) {
    String uri = file.toUri().toString(); // ASCII: others are escaped
    boolean isSuspect = isSuspect(uri);
    Lock lock = isSuspect ? alone.writeLock() : alone.readLock();
    lock.lock();
    int slot = free.remove(); // there are as many as threads
    long at = (long) slot * SLOT_BYTES;
    byte[] name = uri.getBytes(US_ASCII);
    if (name.length <= SLOT_BYTES - Integer.BYTES) {
      MemorySegment.copy(name, 0, slots, ValueLayout.JAVA_BYTE, at + Integer.BYTES, name.length);
      slots.set(ValueLayout.JAVA_INT, at, name.length);
    }
    return () -> {
      slots.set(ValueLayout.JAVA_INT, at, 0);
      free.add(slot);
      lock.unlock();
      if (isSuspect) {
        acquit(uri);
      }
    };
  }

  /** Whether the process died while a file was in flight, once. */
  boolean isSuspect(Path file) {
    return isSuspect(file.toUri().toString());
  }

  private synchronized boolean isSuspect(String uri) {
    return suspects.contains(uri);
  }

  private synchronized void acquit(String uri) {
    suspects.remove(uri);
    try {
      writeSuspects();
    } catch (IOException e) {
      // then it is decoded alone once more at another time
    }
  }

  private void writeSuspects() throws IOException {
    Path file = directory.resolve(SUSPECTS);
    if (suspects.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Path written = Files.write(directory.resolve(SUSPECTS + ".new"), suspects, US_ASCII);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** When nothing is in flight any more. */
  @Override
  public void close() throws IOException {
    arena.close();
    Files.deleteIfExists(directory.resolve(IN_FLIGHT));
  }
}
