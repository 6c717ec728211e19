package org.clipsearch.crawl;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.clipsearch.image.FormatException;
import org.clipsearch.image.ImageFile;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.RgbImage;
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.FileStamp;
import org.clipsearch.index.Fingerprint;
import org.clipsearch.index.IndexedImage;
import org.clipsearch.index.KnownContent;
import org.clipsearch.index.KnownImages;
import org.clipsearch.metadata.PhotoMetadata;
import org.clipsearch.metadata.SearchableText;

/**
 * Files to pictures that the model takes. One thread walks; {@link CrawlOptions#threads} of them
 * decode at once, and {@link #READ_AHEAD} more read meanwhile. Contents that the index knows go to
 * the {@link WriteStage} at once, with the vector that they have.
 */
final class LoadStage implements AutoCloseable {
  /** A disk that is slow to answer, as one behind a network is, is asked for several files. */
  static final int READ_AHEAD = 4;

  /** A picture ready to be embedded, the end, or what went wrong in a thread. */
  record Item(FoundFile file, IndexedImage image, PreparedImage pixels, Throwable failure) {
    private static final Item END = new Item(null, null, null, null);

    static Item of(Throwable failure) {
      return new Item(null, null, null, failure);
    }

    boolean isEnd() {
      return file == null && failure == null;
    }
  }

  /** Where the files come from. */
  interface Source {
    void walk(FolderWalk.Visitor visitor) throws IOException;
  }

  private final CrawlParts parts;
  private final KnownImages known;
  private final WriteStage writes;
  private final CrashJournal journal;
  private final Semaphore inFlight;
  private final Semaphore cores;
  private final BlockingQueue<Item> ready = new LinkedBlockingQueue<>();
  private final ExecutorService threads;
  private Thread walker;

  LoadStage(CrawlParts parts, KnownImages known, WriteStage writes, CrashJournal journal) {
    this.parts = parts;
    this.known = known;
    this.writes = writes;
    this.journal = journal;
    this.inFlight = new Semaphore(inFlight(parts));
    this.cores = new Semaphore(parts.options().threads());
    this.threads =
        Executors.newFixedThreadPool(
            threads(parts.options()), Thread.ofPlatform().name("load-", 0).daemon().factory());
  }

  /** Pictures on their way: while one batch is embedded, the next is decoded. */
  private static int inFlight(CrawlParts parts) {
    return 2 * parts.embedder().batch() * parts.passes();
  }

  /** How many files are read and decoded at once. */
  static int threads(CrawlOptions options) {
    return options.threads() + READ_AHEAD;
  }

  /** May hold who asks, until the user says go on. */
  interface Gate {
    void pass() throws InterruptedIOException;
  }

  void start(Source source, Gate gate) {
    walker = Thread.ofPlatform().name("walk").daemon().start(() -> walk(source, gate));
  }

  /**
   * The next picture, in no fixed order. From any thread.
   *
   * @return null at the end, or when stopped
   */
  Item take(BooleanSupplier stopped) throws IOException {
    try {
      while (!stopped.getAsBoolean()) {
        Item item = parts.times().time(Stage.WAIT, () -> poll());
        if (item != null && item.isEnd()) {
          ready.add(item); // for the other threads
          return null;
        }
        if (item != null) {
          inFlight.release();
          Failure.rethrow(item.failure());
          return item;
        }
      }
      return null;
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  private Item poll() throws IOException {
    try {
      return ready.poll(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    }
  }

  private void walk(Source source, Gate gate) {
    Item last = Item.END;
    try (threads) { // closing waits for all; when interrupted, for those at work only
      source.walk(visitor(gate));
    } catch (IOException | RuntimeException | Error e) {
      last = Item.of(e);
    }
    ready.add(last);
  }

  private FolderWalk.Visitor visitor(Gate gate) {
    return new FolderWalk.Visitor() {
      @Override
      public void image(Path path, BasicFileAttributes attributes) throws IOException {
        long start = System.nanoTime();
        FoundFile file = look(FileStamp.of(path, attributes));
        parts.times().add(Stage.WALK, System.nanoTime() - start);
        if (parts.tally().met(file, parts.options().retry())) {
          gate.pass();
          acquire(inFlight);
          threads.execute(() -> load(file));
        }
      }

      @Override
      public void unreadable(Path path, IOException reason) {
        parts.tally().unwalked(path, reason);
      }

      @Override
      public void hidden(Path folder) {
        parts.tally().unwalked(folder);
      }

      @Override
      public void excluded(Path fileOrFolder) {
        parts.tally().excluded(fileOrFolder);
      }
    };
  }

  private FoundFile look(FileStamp stamp) throws IOException {
    KnownImages.State state = known.see(stamp);
    boolean isKnown = state == KnownImages.State.UNCHANGED;
    return new FoundFile(stamp, state, isKnown ? Optional.empty() : known.failure(stamp));
  }

  private static void acquire(Semaphore semaphore) throws InterruptedIOException {
    try {
      semaphore.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  private void load(FoundFile file) {
    try {
      byte[] bytes = parts.times().time(Stage.READ, () -> read(file.stamp()));
      acquire(cores);
      try (var _ = journal.begin(file.path())) {
        prepare(file, bytes);
      } finally {
        cores.release();
      }
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      inFlight.release(); // stopped: as if it had not been met
    } catch (IOException e) {
      fail(file, e);
    } catch (RuntimeException | Error e) {
      ready.add(Item.of(e));
    }
  }

  /** All of a file, if it is still what the walk met. */
  private static byte[] read(FileStamp file) throws IOException {
    byte[] bytes = ImageFile.read(file.path());
    BasicFileAttributes after = Files.readAttributes(file.path(), BasicFileAttributes.class);
    if (bytes.length != file.bytes() || !FileStamp.of(file.path(), after).equals(file)) {
      throw new IOException("is being written to; the next run will take it");
    }
    return bytes;
  }

  /** What is known of a file before it is decoded. */
  private record Read(FoundFile file, String fingerprint, PhotoMetadata metadata, String words) {
    IndexedImage image(int width, int height) {
      return new IndexedImage(
          file.stamp(), Optional.of(fingerprint), width, height, metadata, words);
    }
  }

  private void prepare(FoundFile file, byte[] bytes) throws IOException {
    StageTimes times = parts.times();
    Path path = file.path();
    String fingerprint = times.time(Stage.FINGERPRINT, () -> Fingerprint.of(bytes));
    PhotoMetadata metadata = times.time(Stage.METADATA, () -> PhotoMetadata.read(bytes));
    String words = SearchableText.of(parts.tally().library(path), path, metadata);
    Read read = new Read(file, fingerprint, metadata, words);
    Optional<KnownContent> content = content(file, fingerprint);
    if (content.isPresent()) {
      recognise(read, content.get());
      return;
    }
    if (ImageFiles.isNotRead(path)) {
      String kind = ImageFiles.extension(path).toUpperCase(Locale.ROOT);
      throw new FormatException(kind + " files are not read here");
    }
    RgbImage decoded = times.time(Stage.DECODE, () -> parts.embedder().decode(bytes));
    PreparedImage pixels = times.time(Stage.PREPARE, () -> parts.embedder().prepare(decoded));
    ready.add(new Item(file, read.image(pixels.width(), pixels.height()), pixels, null));
  }

  private void recognise(Read read, KnownContent content) throws IOException {
    IndexedImage image = read.image(content.width(), content.height());
    inFlight.release();
    writes.put(
        index -> {
          index.put(image, content.embedding());
          parts.tally().recognised(read.file());
        });
  }

  private Optional<KnownContent> content(FoundFile file, String fingerprint) throws IOException {
    Optional<KnownContent> same = parts.index().find(fingerprint);
    return same.isEmpty() && file.state() == KnownImages.State.INCOMPLETE
        ? parts.index().find(file.path())
        : same;
  }

  private void fail(FoundFile file, IOException reason) {
    inFlight.release();
    FailedFile failed = file.failed(reason);
    parts.tally().failed(failed);
    try {
      writes.put(index -> index.putFailure(failed));
    } catch (IOException e) {
      ready.add(Item.of(e));
    }
  }

  /** Stops the threads, and gives them some seconds to end what they are at. */
  @Override
  public void close() {
    walker.interrupt();
    try {
      walker.join(TimeUnit.SECONDS.toMillis(10)); // a network drive may hang for longer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
