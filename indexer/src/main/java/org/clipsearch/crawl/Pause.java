package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.clipsearch.index.LuceneIndex;

/**
 * Lets all processes hold that write an index, by a file in its directory; until the file is gone,
 * be they started anew. Thread-safe.
 */
public final class Pause {
  /** The file's name. Lucene leaves files alone that it has not named. */
  static final String FILE = "paused";

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Path index;
  private final LongSupplier nanos;
  private boolean paused;
  private long lastLook;

  Pause(Path index, LongSupplier nanos) {
    this.index = index;
    this.nanos = nanos;
    look();
  }

  /** Of an index, which need not be there yet. */
  public static Pause at(Path indexDirectory) {
    return new Pause(indexDirectory, System::nanoTime);
  }

  /** Whether to hold. Cheap to ask: looks at the disk every half second at most. */
  public synchronized boolean isPaused() {
    if (nanos.getAsLong() - lastLook >= LOOK_NANOS) {
      look();
    }
    return paused;
  }

  private synchronized void look() {
    paused = Files.exists(index.resolve(FILE));
    lastLook = nanos.getAsLong();
  }

  /**
   * Has all hold.
   *
   * @return false where they do already
   * @throws IOException where there is no index
   */
  public boolean pause() throws IOException {
    checkIndex();
    long process = ProcessHandle.current().pid();
    String content =
        "Paused on %s by process %d. \"clipsearch resume\" takes this file away.%n"
            .formatted(
                OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                process);
    try {
      Files.writeString(index.resolve(FILE), content, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      look();
    }
  }

  /**
   * Has all go on.
   *
   * @return false where they do already
   * @throws IOException where there is no index
   */
  public boolean resume() throws IOException {
    checkIndex();
    boolean was = Files.deleteIfExists(index.resolve(FILE));
    look();
    return was;
  }

  private void checkIndex() throws IOException {
    if (!LuceneIndex.exists(index)) {
      throw new IOException(
          "no index in %s; make one with: clipsearch index FOLDER".formatted(index));
    }
  }

  /** Waits while paused, until stopped; that is asked for several times a second. */
  public void awaitResume(BooleanSupplier stopped) throws InterruptedException {
    while (!stopped.getAsBoolean() && isPaused()) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
