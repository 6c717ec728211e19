package org.clipsearch.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ModelIdentity;

/**
 * Writes an index; there is one writer at a time. Nothing is on the disk for good before {@link
 * #commit}. One thread writes; {@link #find} is for any.
 */
public final class LuceneIndexWriter implements AutoCloseable {
  /** Memory for what is not on the disk yet: some 15,000 vectors of 512. */
  private static final double BUFFER_MB = 32;

  private static final Set<String> NOT_YET_AN_INDEX =
      Set.of(IndexWriter.WRITE_LOCK_NAME, WriterNote.FILE);

  private final Path path;
  private final Directory directory;
  private final MergeScheduler merges = new MergeScheduler();
  private final IndexWriter writer;
  private final ContentLookup contents;
  private final Map<String, String> metadata;

  private LuceneIndexWriter(Path path, Directory directory, ModelIdentity model)
      throws IOException {
    this.path = path;
    this.directory = directory;
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setCodec(new WideVectorCodec())
            .setRAMBufferSizeMB(BUFFER_MB)
            .setMergeScheduler(merges);
    this.writer = new IndexWriter(directory, config);
    try {
      WriterNote.leave(path);
      this.metadata = new TreeMap<>(IndexMetadata.write(model));
      metadata.putAll(IndexMetadata.asNotes(IndexMetadata.notes(committed(writer))));
      if (!metadata.equals(committed(writer))) { // an index from the first moment on
        writer.setLiveCommitData(metadata.entrySet());
        writer.commit();
      }
      this.contents = new ContentLookup(writer);
    } catch (IOException | RuntimeException e) {
      writer.rollback();
      throw e;
    }
  }

  private static Map<String, String> committed(IndexWriter writer) {
    Map<String, String> data = new TreeMap<>();
    if (writer.getLiveCommitData() != null) {
      writer.getLiveCommitData().forEach(e -> data.put(e.getKey(), e.getValue()));
    }
    return data;
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
    return open(path, model, directory -> directory);
  }

  /**
   * Opens an index that is there, with its own model.
   *
   * @throws IndexException where there is none, or another process holds it
   */
  public static LuceneIndexWriter open(Path path) throws IOException {
    ModelIdentity model;
    try (LuceneIndex index = LuceneIndex.open(path)) {
      model = index.model();
    }
    return open(path, model);
  }

  /**
   * The same, on a disk of one's own making.
   *
   * @param disk is handed the directory on the real one
   */
  static LuceneIndexWriter open(Path path, ModelIdentity model, UnaryOperator<Directory> disk)
      throws IOException {
    Files.createDirectories(path);
    checkModel(path, model);
    Directory directory = disk.apply(FSDirectory.open(path));
    try {
      return new LuceneIndexWriter(path, directory, model);
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(directory);
      throw LuceneFailures.named(path, e);
    }
  }

  private static void checkModel(Path path, ModelIdentity model) throws IOException {
    if (!LuceneIndex.exists(path)) {
      try (Stream<Path> files = Files.list(path)) {
        if (files.anyMatch(f -> !NOT_YET_AN_INDEX.contains(f.getFileName().toString()))) {
          throw new IndexException(path + ": holds other files; an index needs its own directory");
        }
      }
      return;
    }
    try (LuceneIndex index = LuceneIndex.open(path)) {
      index.checkModel(model);
    }
  }

  /** Adds a picture, in the place of any with the same path, and of what failed there. */
  public void put(IndexedImage image, Embedding embedding) throws IOException {
    write(
        () -> {
          writer.updateDocument(
              new Term(IndexFields.ID, image.id()), IndexFields.document(image, embedding));
          writer.deleteDocuments(new Term(IndexFields.FAILED, image.id()));
          if (image.fingerprint().isPresent()) {
            writer.deleteDocuments(new Term(IndexFields.GONE, image.fingerprint().get()));
          }
        });
    contents.put(image, embedding);
  }

  /** Notes that a file cannot be indexed; what the index had of it before stays. */
  public void putFailure(FailedFile failed) throws IOException {
    Term key = new Term(IndexFields.FAILED, IndexFields.id(failed.path()));
    write(() -> writer.updateDocument(key, IndexFields.document(failed)));
  }

  /** Forgets that a file failed. */
  public void removeFailure(Path file) throws IOException {
    write(() -> writer.deleteDocuments(new Term(IndexFields.FAILED, IndexFields.id(file))));
  }

  /** Takes a file out, with its vector and its failure; it need not be there. */
  public void remove(Path file) throws IOException {
    String id = IndexFields.id(file);
    write(
        () ->
            writer.deleteDocuments(new Term(IndexFields.ID, id), new Term(IndexFields.FAILED, id)));
  }

  /**
   * Takes a picture out that is gone, and keeps its vector in case that it comes back.
   *
   * @param since when it was missed
   */
  public void removeGone(IndexedFile file, Instant since) throws IOException {
    if (file.fingerprint().isPresent()) {
      String fingerprint = file.fingerprint().get();
      Optional<KnownContent> content = contents.find(fingerprint);
      if (content.isPresent()) {
        Term key = new Term(IndexFields.GONE, fingerprint);
        Document kept = IndexFields.document(content.get(), fingerprint, since);
        write(() -> writer.updateDocument(key, kept));
      }
    }
    remove(file.path());
  }

  /** Lets go of the vectors of what has been gone since before a time. */
  public void forgetGone(Instant before) throws IOException {
    Query query =
        LongField.newRangeQuery(IndexFields.SINCE, Long.MIN_VALUE, before.getEpochSecond() - 1);
    write(() -> writer.deleteDocuments(query));
  }

  /** Lets go of all vectors of what is gone. */
  public void forgetGone() throws IOException {
    forgetGone(Instant.ofEpochSecond(Long.MAX_VALUE >> 32));
  }

  /** What the index knows of a content, under whatever name, there or gone. For any thread. */
  public Optional<KnownContent> find(String fingerprint) throws IOException {
    return contents.find(fingerprint);
  }

  /** What it knew at the last {@link #commit} of the picture at a path. For any thread. */
  public Optional<KnownContent> find(Path file) throws IOException {
    return contents.find(file);
  }

  /** Where a content was at the last {@link #commit}. */
  public List<Path> paths(String fingerprint) throws IOException {
    return contents.paths(fingerprint);
  }

  /** What the index holds now, to compare a folder with. */
  public KnownImages known() throws IOException {
    return new KnownImages(DirectoryReader.open(writer));
  }

  /** The directory of the index. */
  public Path path() {
    return path;
  }

  /** What others keep with the index. */
  public Map<String, String> notes() {
    return IndexMetadata.notes(metadata);
  }

  /** Keeps it from the next {@link #commit} on. */
  public void setNotes(Map<String, String> notes) {
    metadata.keySet().removeAll(IndexMetadata.asNotes(notes()).keySet());
    metadata.putAll(IndexMetadata.asNotes(notes));
    writer.setLiveCommitData(metadata.entrySet());
  }

  /** Makes all that was put and removed permanent, and visible to who opens the index. */
  public void commit() throws IOException {
    write(writer::commit);
    contents.refresh();
  }

  /** Begins to merge all segments into one, where that pays; more can be put meanwhile. */
  public void compact() throws IOException {
    if (Compaction.pays(writer)) {
      write(() -> writer.forceMerge(1, false));
    }
  }

  /** Whether segments are being merged, in the background. */
  public boolean isMerging() {
    return merges.mergeThreadCount() > 0;
  }

  /**
   * Waits while {@link #isMerging}: after it an index is smaller and faster to search.
   *
   * @param stopped asked some times a second; what is not done then is done at another time
   */
  public void awaitMerges(BooleanSupplier stopped) throws InterruptedException {
    while (isMerging() && !stopped.getAsBoolean()) {
      Thread.sleep(100);
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  /** With errors in the user's words: a full disk closes the writer, which says so ever after. */
  private void write(Write write) throws IOException {
    try {
      write.run();
    } catch (IOException | IllegalStateException e) {
      throw LuceneFailures.named(
          path, writer.getTragicException() instanceof IOException cause ? cause : e);
    }
  }

  /** Commits, and lets go of the index; a merge that still runs is left for another time. */
  @Override
  public void close() throws IOException {
    try (directory;
        Closeable _ = writer::rollback;
        contents) {
      if (writer.isOpen()) {
        write(writer::commit);
      }
      WriterNote.remove(path);
    }
  }
}
