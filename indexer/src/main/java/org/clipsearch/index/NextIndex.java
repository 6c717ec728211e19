package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.platform.FileTree;

/**
 * An index with another model, in a folder of the one that is searched, until it takes that one's
 * place.
 */
public final class NextIndex {
  private static final String FOLDER = "next";

  private NextIndex() {}

  /** Where it is, or would be. */
  public static Path of(Path index) {
    return index.resolve(FOLDER);
  }

  /** The model of the one that has been begun. */
  public static Optional<ModelIdentity> model(Path index) throws IOException {
    if (!LuceneIndex.exists(of(index))) {
      return Optional.empty();
    }
    try (LuceneIndex next = LuceneIndex.open(of(index))) {
      return Optional.of(next.model());
    }
  }

  /** What the index holds that the next one neither holds nor has failed at. */
  public static List<IndexedImage> missing(Path index) throws IOException {
    List<IndexedImage> missing = new ArrayList<>();
    try (LuceneIndex old = LuceneIndex.open(index);
        LuceneIndex next = LuceneIndex.open(of(index))) {
      old.forEach(
          image -> {
            if (!next.knows(image.path())) {
              missing.add(image);
            }
          });
    }
    return missing;
  }

  /**
   * Puts the next index in the place of the index, in one step: whoever opens the index finds the
   * one or the other. The old vectors are gone then.
   *
   * @throws IndexException where one of them is being written to
   */
  public static void replace(Path index) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig().setCommitOnClose(false);
    try (FSDirectory directory = FSDirectory.open(index);
        FSDirectory next = FSDirectory.open(of(index));
        IndexWriter writer = new IndexWriter(directory, config.setCodec(new WideVectorCodec()))) {
      Map<String, String> data = SegmentInfos.readLatestCommit(next).getUserData();
      writer.deleteAll();
      writer.addIndexes(next); // copies its files; until the commit they are nobody's
      writer.setLiveCommitData(data.entrySet());
      writer.commit();
    } catch (IOException | RuntimeException e) {
      throw LuceneFailures.named(index, e);
    }
    discard(index);
  }

  /** Deletes what has been begun. */
  public static void discard(Path index) throws IOException {
    if (Files.isDirectory(of(index))) { // a file of that name is not ours
      FileTree.delete(of(index));
    }
  }
}
