package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.Version;
import org.clipsearch.embedding.Embedding;

/**
 * Brings an index of an older version to this one's format, in place: pictures and vectors are
 * copied, nothing is embedded again. Until all is done the index stays what it was.
 */
public final class IndexUpgrade {
  private IndexUpgrade() {}

  /**
   * Whether an index is of an earlier format, or was begun by an earlier major version of Lucene:
   * the next one but that would refuse it, however often it was written to meanwhile.
   *
   * @throws IndexException where it is none of clipsearch's
   */
  public static boolean isNeeded(Path path) throws IOException {
    if (!LuceneIndex.exists(path)) {
      return false;
    }
    try (FSDirectory directory = FSDirectory.open(path)) {
      SegmentInfos commit = SegmentInfos.readLatestCommit(directory);
      int format = IndexMetadata.format(path, commit.getUserData());
      return format < IndexMetadata.FORMAT
          || (format == IndexMetadata.FORMAT
              && commit.getIndexCreatedVersionMajor() < Version.LATEST.major);
    } catch (IOException e) {
      throw LuceneFailures.named(path, e);
    }
  }

  /**
   * Does it. An index that needs none is written anew as well.
   *
   * @return how many pictures there are
   * @throws IndexException where another process is writing to it, or it is damaged
   */
  public static int run(Path path) throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setCodec(new WideVectorCodec())
            .setOpenMode(OpenMode.CREATE)
            .setCommitOnClose(false);
    // The writer first: from now on nobody else commits. The old commit stays until there is a new.
    try (FSDirectory directory = FSDirectory.open(path);
        IndexWriter writer = new IndexWriter(directory, config);
        DirectoryReader old = DirectoryReader.open(directory)) {
      Map<String, String> data = old.getIndexCommit().getUserData();
      for (LeafReaderContext leaf : old.leaves()) {
        copy(leaf.reader(), writer);
      }
      Map<String, String> upgraded = new TreeMap<>(IndexMetadata.write(IndexMetadata.model(data)));
      upgraded.putAll(IndexMetadata.asNotes(IndexMetadata.notes(data)));
      writer.setLiveCommitData(upgraded.entrySet());
      writer.commit();
      return new IndexSearcher(old).count(new FieldExistsQuery(IndexFields.VECTOR));
    } catch (IOException | RuntimeException e) {
      throw LuceneFailures.named(path, e);
    }
  }

  private static void copy(LeafReader from, IndexWriter to) throws IOException {
    FloatVectorValues vectors = from.getFloatVectorValues(IndexFields.VECTOR);
    DocIndexIterator pictures = vectors == null ? null : vectors.iterator();
    Bits live = from.getLiveDocs();
    for (int doc = 0; doc < from.maxDoc(); doc++) {
      if (live != null && !live.get(doc)) {
        continue;
      }
      Document document = from.storedFields().document(doc);
      if (document.get(IndexFields.STAGE) != null) {
        to.addDocument(IndexFields.document(IndexFields.failed(document)));
      } else if (document.get(IndexFields.GONE) != null) {
        to.addDocument(IndexFields.goneDocument(document));
      } else {
        pictures.advance(doc);
        Embedding embedding = Embedding.of(vectors.vectorValue(pictures.index()));
        to.addDocument(IndexFields.document(IndexFields.image(document), embedding));
      }
    }
  }
}
