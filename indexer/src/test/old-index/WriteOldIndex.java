package org.clipsearch.index;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.FSDirectory;

/**
 * Wrote src/test/resources/lucene-9.12, with Lucene 9.12.3 on the class path:
 *
 * <pre>
 * java -cp lucene-core-9.12.3.jar src/test/old-index/WriteOldIndex.java src/test/resources/lucene-9.12
 * </pre>
 */
class WriteOldIndex {
  public static void main(String[] args) throws Exception {
    try (var directory = FSDirectory.open(Path.of(args[0]));
        var writer = new IndexWriter(directory, new IndexWriterConfig(null))) {
      for (int i = 0; i < 4; i++) {
        Document document = new Document();
        String uri = "file:///photos/" + i + ".jpg";
        document.add(new StringField("id", id(uri), Field.Store.NO));
        document.add(new StoredField("uri", uri));
        document.add(new StoredField("bytes", (long) i));
        document.add(new NumericDocValuesField("bytes", i));
        document.add(new StoredField("modified", i * 1_000_000_000L));
        document.add(new NumericDocValuesField("modified", i * 1_000_000_000L));
        document.add(new StoredField("width", 4));
        document.add(new StoredField("height", 3));
        float[] axis = new float[4];
        axis[i] = 1;
        document.add(new KnnFloatVectorField("vector", axis, VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
      }
      writer.setLiveCommitData(
          Map.of(
                  "clipsearch.format", "2",
                  "model.name", "test",
                  "model.sha256", "0".repeat(64),
                  "model.dimension", "4",
                  "model.preprocessing", "none")
              .entrySet());
    }
  }

  private static String id(String uri) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(uri.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }
}
