package org.clipsearch.index;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.platform.Sha256;

/** What a document holds: one a picture. */
final class IndexFields {
  /** The key: {@link #id} of the path. Indexed as one term. */
  static final String ID = "id";

  /** The file's URI: it alone keeps names that are not valid text. Stored. */
  static final String URI = "uri";

  /** Size of the file; stored, and as doc value for the crawl. */
  static final String BYTES = "bytes";

  /** Nanoseconds since 1970; stored, and as doc value for the crawl. */
  static final String MODIFIED = "modified";

  static final String WIDTH = "width";
  static final String HEIGHT = "height";

  /** Of unit length, compared by dot product. */
  static final String VECTOR = "vector";

  /** The fields that {@link #image} needs. */
  static final Set<String> STORED = Set.of(URI, BYTES, MODIFIED, WIDTH, HEIGHT);

  private IndexFields() {}

  static Document document(IndexedImage image, Embedding embedding) {
    Document document = new Document();
    document.add(new StringField(ID, image.id(), Field.Store.NO));
    document.add(new StoredField(URI, uri(image.path())));
    number(document, BYTES, image.bytes());
    number(document, MODIFIED, nanoseconds(image.modified()));
    document.add(new StoredField(WIDTH, image.width()));
    document.add(new StoredField(HEIGHT, image.height()));
    document.add(
        new KnnFloatVectorField(VECTOR, embedding.toArray(), VectorSimilarityFunction.DOT_PRODUCT));
    return document;
  }

  private static void number(Document document, String field, long value) {
    document.add(new StoredField(field, value));
    document.add(new NumericDocValuesField(field, value));
  }

  static IndexedImage image(Document document) {
    return new IndexedImage(
        path(document.get(URI)),
        document.getField(BYTES).numericValue().longValue(),
        Instant.EPOCH.plusNanos(document.getField(MODIFIED).numericValue().longValue()),
        document.getField(WIDTH).numericValue().intValue(),
        document.getField(HEIGHT).numericValue().intValue());
  }

  static Term key(Path file) {
    return new Term(ID, id(file));
  }

  /** The first 128 bits of the SHA-256 of the URI: 32 lowercase hexadecimal digits. */
  static String id(Path file) {
    return id(uri(file));
  }

  static String id(Document document) {
    return id(document.get(URI));
  }

  private static String id(String uri) {
    return Sha256.of(uri).substring(0, 32);
  }

  /**
   * Looks at the disk: Java ends it with a slash where a folder has taken the file's place. The key
   * stays.
   */
  static String uri(Path file) {
    String uri = file.toUri().toString();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  static Path path(String uri) {
    return Path.of(java.net.URI.create(uri));
  }

  /** Times too far away for 64 bits, of broken disks, count as the farthest. */
  static long nanoseconds(Instant time) {
    try {
      return ChronoUnit.NANOS.between(Instant.EPOCH, time);
    } catch (ArithmeticException | DateTimeException e) {
      return time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  /** Lucene scores dot products by (1 + cosine) / 2. */
  static double cosine(float score) {
    return 2.0 * score - 1;
  }
}
