package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ModelIdentity;

/**
 * Writes an index; there is one writer at a time. Nothing is on the disk for good before {@link
 * #commit}. Thread-safe.
 */
public final class LuceneIndexWriter implements AutoCloseable {
  private final FSDirectory directory;
  private final IndexWriter writer;

  private LuceneIndexWriter(FSDirectory directory, IndexWriter writer) {
    this.directory = directory;
    this.writer = writer;
  }

  /**
   * Opens an index for writing, and makes it where there is none.
   *
   * @param path of a directory that holds an index, is empty, or does not exist yet
   * @param model whose vectors will be put
   * @throws IndexException where the index is of another model, another process holds it, or the
   *     directory holds something else
   */
  public static LuceneIndexWriter open(Path path, ModelIdentity model) throws IOException {
    Files.createDirectories(path);
    checkModel(path, model);
    FSDirectory directory = FSDirectory.open(path);
    try {
      IndexWriterConfig config = new IndexWriterConfig(null).setCodec(new WideVectorCodec());
      IndexWriter writer = new IndexWriter(directory, config);
      writer.setLiveCommitData(IndexMetadata.write(model).entrySet());
      writer.commit(); // an index from the first moment on, whatever happens next
      return new LuceneIndexWriter(directory, writer);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw LuceneFailures.named(path, e);
    }
  }

  private static void checkModel(Path path, ModelIdentity model) throws IOException {
    if (!LuceneIndex.exists(path)) {
      try (Stream<Path> files = Files.list(path)) {
        if (files.anyMatch(file -> !file.endsWith(IndexWriter.WRITE_LOCK_NAME))) {
          throw new IndexException(path + ": holds other files; an index needs its own directory");
        }
      }
      return;
    }
    try (LuceneIndex index = LuceneIndex.open(path)) {
      index.checkModel(model);
    }
  }

  /** Adds a picture, in the place of any with the same path. */
  public void put(IndexedImage image, Embedding embedding) throws IOException {
    writer.updateDocument(IndexFields.key(image.path()), IndexFields.document(image, embedding));
  }

  /** Takes a picture out; it need not be there. */
  public void remove(Path file) throws IOException {
    writer.deleteDocuments(IndexFields.key(file));
  }

  /** What the index holds now, to compare a folder with. */
  public KnownImages known() throws IOException {
    return new KnownImages(DirectoryReader.open(writer));
  }

  /** Makes all that was put and removed permanent, and visible to who opens the index. */
  public void commit() throws IOException {
    writer.commit();
  }

  /** Commits, and lets go of the index. */
  @Override
  public void close() throws IOException {
    try (directory) {
      writer.close();
    }
  }
}
