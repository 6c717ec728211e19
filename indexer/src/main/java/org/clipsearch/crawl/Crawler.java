package org.clipsearch.crawl;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.FileStamp;
import org.clipsearch.index.KnownImages;
import org.clipsearch.index.LuceneIndexWriter;

/**
 * Makes an index agree with folders. Threads of its own walk, read, decode, embed in batches and
 * write. Used once.
 *
 * <p>What is in memory at one time, beside the model and Lucene's buffer, is bounded: the bytes of
 * {@link LoadStage#threads} files, the pixels that {@link org.clipsearch.image.ImageDecoder}
 * allows, and {@code 3 S S} bytes for each of {@link LoadStage#inFlight} pictures and of the
 * batches.
 */
public final class Crawler {
  /** A process that is killed loses so much at most. */
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

  private final ImageEmbedder embedder;
  private final LuceneIndexWriter index;
  private final CrawlProgress progress;
  private final Pause pause;
  private Duration commitEvery = COMMIT_EVERY;
  private volatile boolean stopped;

  /**
   * Puts the parts together.
   *
   * @param pause holds the crawl while it lasts
   */
  public Crawler(
      ImageEmbedder embedder, LuceneIndexWriter index, CrawlProgress progress, Pause pause) {
    this.embedder = embedder;
    this.index = index;
    this.progress = progress;
    this.pause = pause;
  }

  /** Has it commit more often than in everyday use. */
  void commitEvery(Duration interval) {
    commitEvery = interval;
  }

  /** Has the crawl end soon, with all that was embedded committed. From any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Embeds what is new or changed in libraries, and removes what is gone from there.
   *
   * @param libraries what the index has beside them is left alone; one whose folder is not there is
   *     as one without images, and reported where nothing is indexed of it
   * @throws IOException where the index cannot be written; what was committed before stays
   */
  public CrawlReport crawl(List<ImageLibrary> libraries, CrawlOptions options) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    libraries.forEach(library -> folders.add(library.folder()));
    return crawl(libraries, folders, options);
  }

  /**
   * The same, of a part of them.
   *
   * @param libraries whose rules hold
   * @param folders each a library's, or in a library
   */
  public CrawlReport crawl(List<ImageLibrary> libraries, Set<Path> folders, CrawlOptions options)
      throws IOException {
    Set<Path> there = new LinkedHashSet<>(folders);
    there.removeIf(Files::notExists);
    LoadStage.Source walk = visitor -> FolderWalk.walk(libraries, there, visitor);
    Thread counter = Thread.ofVirtual().start(() -> count(walk));
    try {
      return run(options, walk, new CrawlTally(progress, libraries, folders));
    } finally {
      counter.interrupt();
    }
  }

  /**
   * Tries some files again that failed before, and forgets of them what is gone.
   *
   * @param libraries that the files are in
   * @throws IOException where the index cannot be written; what was committed before stays
   */
  public CrawlReport retry(
      List<ImageLibrary> libraries, List<FailedFile> failures, CrawlOptions options)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (FailedFile failed : failures) {
      if (Files.notExists(failed.path())) {
        index.removeFailure(failed.path());
      } else {
        files.add(failed.path());
      }
    }
    progress.counted(files.size());
    return run(
        options.retrying(),
        visitor -> FolderWalk.visit(files, visitor),
        new CrawlTally(progress, libraries, Set.of()));
  }

  private CrawlReport run(CrawlOptions options, LoadStage.Source source, CrawlTally tally)
      throws IOException {
    long start = System.nanoTime();
    StageTimes times = new StageTimes();
    CrawlParts parts = new CrawlParts(embedder, index, options, tally, times);
    try (CrashJournal journal = openJournal(options); // may add to what is known
        KnownImages known = index.known()) {
      try (WriteStage writes = new WriteStage(index, times, commitEvery);
          LoadStage loads = new LoadStage(parts, known, writes, journal)) {
        loads.start(source, this::awaitResume);
        new EmbedStage(loads, writes, parts, () -> stopped).run();
      }
      if (!stopped) {
        new Removal(index, tally).run(known, options.prune());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Profile profile = new Profile(seconds, times.seconds(), options.threads(), parts.passes());
    return tally.report(profile, stopped);
  }

  private CrashJournal openJournal(CrawlOptions options) throws IOException {
    CrashJournal journal = new CrashJournal(index.path(), LoadStage.threads(options));
    for (Path path : journal.twice()) {
      if (Files.exists(path)) {
        FileStamp file = FileStamp.of(path, Files.readAttributes(path, BasicFileAttributes.class));
        String reason = "clipsearch died twice while decoding it";
        index.putFailure(new FailedFile(file, FailedFile.Stage.CRASH, reason, Instant.now()));
      }
    }
    index.commit(); // else they would have two more tries
    return journal;
  }

  /** A second walk runs ahead, so that the end is known early. */
  private void count(LoadStage.Source source) {
    FolderWalk.Visitor counter =
        new FolderWalk.Visitor() {
          private long files;

          @Override
          public void image(Path file, BasicFileAttributes attributes) throws IOException {
            if (Thread.interrupted()) {
              throw new InterruptedIOException("stopped");
            }
            files++;
            progress.counted(files);
          }

          @Override
          public void unreadable(Path path, IOException reason) {} // the other walk reports it
        };
    try {
      source.walk(counter);
    } catch (IOException e) {
      return; // stopped
    }
  }

  private void awaitResume() throws InterruptedIOException {
    try {
      pause.awaitResume(() -> stopped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }
}
