package org.clipsearch.index;

import java.io.IOException;
import java.util.function.Predicate;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** A disk on which there is no more room from some moment on, for some files. */
final class FullDisk extends FilterDirectory {
  private final Predicate<IOContext> hit;
  private volatile long free = Long.MAX_VALUE;

  /**
   * Wraps a disk.
   *
   * @param hit which files there is no room for
   */
  FullDisk(Directory disk, Predicate<IOContext> hit) {
    super(disk);
    this.hit = hit;
  }

  /** From now on so many bytes can be written. */
  void leave(long bytes) {
    free = bytes;
  }

  private synchronized void take(long bytes) throws IOException {
    if (bytes > free) {
      free = 0;
      throw new IOException("No space left on device");
    }
    free -= bytes;
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    IndexOutput output = super.createOutput(name, context);
    return hit.test(context) ? new Limited(output) : output;
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
      throws IOException {
    IndexOutput output = super.createTempOutput(prefix, suffix, context);
    return hit.test(context) ? new Limited(output) : output;
  }

  private final class Limited extends FilterIndexOutput {
    Limited(IndexOutput output) {
      super("limited", output.getName(), output);
    }

    @Override
    public void writeByte(byte b) throws IOException {
      take(1);
      super.writeByte(b);
    }

    @Override
    public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
      take(length);
      super.writeBytes(bytes, offset, length);
    }
  }
}
