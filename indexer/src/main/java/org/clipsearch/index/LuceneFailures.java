package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.LockObtainFailedException;

/** Lucene's failures in the user's words. */
final class LuceneFailures {
  private LuceneFailures() {}

  /** The failure that a user sees; others than Lucene's own stay what they are. */
  static IOException named(Path directory, Exception e) {
    return switch (e) {
      case LockObtainFailedException lock ->
          new IndexException(
              "%s: %s is writing to this index; wait until it is done"
                  .formatted(directory, WriterNote.read(directory).orElse("another process")));
      case IndexFormatTooOldException old ->
          new IndexException(
              directory + ": written by a Lucene too old for this version; index again elsewhere");
      case IndexFormatTooNewException tooNew ->
          new IndexException(directory + ": written by a newer version of clipsearch");
      case CorruptIndexException corrupt ->
          new IndexException(directory + ": damaged index: " + corrupt.getMessage());
      case IOException io when isDiskFull(io) ->
          new IndexException(
              directory
                  + ": the disk is full; what was indexed until some seconds ago is kept, and the"
                  + " same command goes on there");
      case IOException io -> io;
      case RuntimeException runtime -> throw runtime;
      default -> throw new IllegalStateException(e);
    };
  }

  private static boolean isDiskFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device") // POSIX's ENOSPC
        || message.contains("Disk quota exceeded") // EDQUOT
        || message.contains("There is not enough space on the disk"); // Windows
  }
}
