package org.clipsearch.index;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.StandardDirectoryReader;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.store.FSDirectory;
import org.clipsearch.embedding.ModelIdentity;

/**
 * An index that others write to meanwhile: each question gets it as it was at the last commit.
 * Thread-safe.
 */
public final class LiveIndex implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LiveIndex.class.getName());

  /** A look at the directory takes some 0.1 ms; no need for one at each of many questions. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Path path;
  private final FSDirectory directory;
  private final Readers readers;
  private volatile long looked = System.nanoTime();
  private boolean isReadable = true; // guarded by readers

  private LiveIndex(Path path, FSDirectory directory) throws IOException {
    this.path = path;
    this.directory = directory;
    this.readers = new Readers(directory);
  }

  /**
   * Opens an index for searching.
   *
   * @throws IndexException where there is none, or none of this format
   */
  public static LiveIndex open(Path path) throws IOException {
    LuceneIndex.open(path).close(); // with its errors
    FSDirectory directory = FSDirectory.open(path);
    try {
      return new LiveIndex(path, directory);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw LuceneFailures.named(path, e);
    }
  }

  /** The index of the last commit but for a moment, to be closed after use. */
  public LuceneIndex current() throws IOException {
    refresh();
    DirectoryReader reader = readers.acquire();
    try {
      return new LuceneIndex(path, reader, () -> readers.release(reader));
    } catch (IOException | RuntimeException e) {
      readers.release(reader);
      throw e;
    }
  }

  /**
   * The same, for questions of one model.
   *
   * @throws IndexException where the index has been made anew with another
   */
  public LuceneIndex current(ModelIdentity model) throws IOException {
    LuceneIndex index = current();
    try {
      index.checkModel(model);
      return index;
    } catch (IOException e) {
      index.close();
      throw e;
    }
  }

  private void refresh() {
    if (isFresh()) {
      return;
    }
    synchronized (readers) { // who comes second waits for what the first finds
      if (isFresh()) {
        return;
      }
      try {
        readers.maybeRefreshBlocking();
        isReadable = true;
      } catch (IOException | RuntimeException e) { // removed or damaged since: the old one answers
        if (isReadable) {
          LOG.log(Level.WARNING, "{0} cannot be read again: {1}", path, e);
        }
        isReadable = false;
      }
      looked = System.nanoTime();
    }
  }

  private boolean isFresh() {
    return System.nanoTime() - looked < LOOK_AGAIN_NANOS;
  }

  @Override
  public void close() throws IOException {
    try (directory) {
      readers.close();
    }
  }

  /**
   * As Lucene's {@code ReaderManager}, but commits are told apart by their ids: the numbers of an
   * index that was deleted and made anew may well be those of the old one.
   */
  private static final class Readers extends ReferenceManager<DirectoryReader> {
    private final FSDirectory directory;

    Readers(FSDirectory directory) throws IOException {
      this.directory = directory;
      this.current = DirectoryReader.open(directory);
    }

    @Override
    protected DirectoryReader refreshIfNeeded(DirectoryReader old) throws IOException {
      byte[] opened = ((StandardDirectoryReader) old).getSegmentInfos().getId();
      if (Arrays.equals(opened, SegmentInfos.readLatestCommit(directory).getId())) {
        return null;
      }
      DirectoryReader refreshed;
      try {
        refreshed = DirectoryReader.openIfChanged(old);
      } catch (IllegalStateException e) { // equal names, other segments
        refreshed = null;
      }
      return refreshed != null ? refreshed : DirectoryReader.open(directory);
    }

    @Override
    protected void decRef(DirectoryReader reader) throws IOException {
      reader.decRef();
    }

    @Override
    protected boolean tryIncRef(DirectoryReader reader) {
      return reader.tryIncRef();
    }

    @Override
    protected int getRefCount(DirectoryReader reader) {
      return reader.getRefCount();
    }
  }
}
