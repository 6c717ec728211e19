package org.clipsearch.crawl;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.index.IndexedImage;
import org.clipsearch.index.KnownImages;
import org.clipsearch.index.LuceneIndexWriter;

/**
 * Makes an index agree with folders. Other threads walk, read and decode; the caller's embeds in
 * batches and writes. Used once.
 */
public final class Crawler {
  static final int BATCH = 32;

  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ImageEmbedder embedder;
  private final LuceneIndexWriter index;
  private final CrawlProgress progress;
  private final CrawlTally tally;
  private volatile boolean stopped;
  private long lastCommit;

  public Crawler(ImageEmbedder embedder, LuceneIndexWriter index, CrawlProgress progress) {
    this.embedder = embedder;
    this.index = index;
    this.progress = progress;
    this.tally = new CrawlTally(progress);
  }

  /** Has {@link #crawl} end soon, with all that was embedded committed. From any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Embeds what is new or changed in the folders and below, and removes what is gone from there.
   *
   * @param folders what the index has of others is left alone; one that is not there is as one
   *     without images, and reported where nothing is indexed of it
   * @param prune whether a folder in which no image is left loses all that is indexed of it;
   *     otherwise its drive is taken for not mounted, and nothing is removed
   * @throws IOException where the index cannot be written; what was committed before stays
   */
  public CrawlReport crawl(List<Path> folders, boolean prune) throws IOException {
    long start = System.nanoTime();
    lastCommit = start;
    List<Path> roots =
        folders.stream().map(folder -> folder.toAbsolutePath().normalize()).distinct().toList();
    List<Path> there = roots.stream().filter(root -> !Files.notExists(root)).toList();
    Thread counter = Thread.ofVirtual().start(() -> count(there));
    try (KnownImages known = index.known();
        DecodePipeline pipeline = new DecodePipeline(there, known, embedder, tally)) {
      pipeline.start();
      embedAll(pipeline);
      if (!stopped) {
        removeGone(known, roots, prune);
      }
      index.commit();
    } catch (IOException | RuntimeException | Error e) {
      keepWhatIsDone(e);
      throw e;
    } finally {
      counter.interrupt();
    }
    return tally.report((System.nanoTime() - start) / 1e9, stopped);
  }

  private void keepWhatIsDone(Throwable failure) {
    try {
      index.commit();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e); // most likely of the same cause
    }
  }

  /** A second walk runs ahead, so that the end is known early. */
  private void count(List<Path> roots) {
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
      FolderWalk.walk(roots, counter);
    } catch (IOException e) {
      return; // stopped
    }
  }

  private void embedAll(DecodePipeline pipeline) throws IOException {
    List<DecodePipeline.Item> batch = new ArrayList<>();
    for (var item = next(pipeline); item != null; item = next(pipeline)) {
      batch.add(item);
      if (batch.size() == BATCH) {
        embed(batch);
        batch.clear();
      }
    }
    if (!stopped) {
      embed(batch);
    }
  }

  private DecodePipeline.Item next(DecodePipeline pipeline) throws IOException {
    return pipeline.take(() -> stopped);
  }

  private void embed(List<DecodePipeline.Item> batch) throws IOException {
    List<PreparedImage> images = batch.stream().map(DecodePipeline.Item::image).toList();
    List<Embedding> embeddings = embedder.embed(images);
    for (int i = 0; i < images.size(); i++) {
      FoundFile file = batch.get(i).file();
      int width = images.get(i).width();
      int height = images.get(i).height();
      index.put(
          new IndexedImage(file.path(), file.bytes(), file.modified(), width, height),
          embeddings.get(i));
      tally.embedded(file);
    }
    if (System.nanoTime() - lastCommit > COMMIT_NANOS) {
      index.commit();
      lastCommit = System.nanoTime();
    }
  }

  private void removeGone(KnownImages known, List<Path> roots, boolean prune) throws IOException {
    List<Path> unseen = known.unseen(path -> roots.stream().anyMatch(path::startsWith));
    List<Path> emptied = new ArrayList<>();
    for (Path root : roots) {
      long indexed = unseen.stream().filter(path -> path.startsWith(root)).count();
      if (indexed > 0 && !prune && !tally.hasImages(root)) {
        emptied.add(root);
        tally.emptied(root, indexed);
      }
      if (indexed == 0 && Files.notExists(root)) { // most likely misspelt
        tally.unknown(root);
      }
    }
    List<Path> gone =
        unseen.stream()
            .filter(path -> emptied.stream().noneMatch(path::startsWith))
            .filter(path -> !tally.isOutOfSight(path))
            .toList();
    for (Path path : gone) {
      index.remove(path);
    }
    tally.removed(gone.size());
  }
}
