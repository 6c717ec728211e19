package org.clipsearch.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.platform.Sha256;

/**
 * What a document holds. There are three kinds: a picture, a file that failed, and the vector of a
 * content that is gone, kept in case that it comes back.
 */
final class IndexFields {
  /** A picture's key: {@link #id} of the path. Indexed as one term. */
  static final String ID = "id";

  /** A failed file's key: the same of its path. */
  static final String FAILED = "failed";

  /** The key of what is gone: its fingerprint. */
  static final String GONE = "gone";

  /** The file's URI: it alone keeps names that are not valid text. Stored. */
  static final String URI = "uri";

  /** Size of the file; stored, and as doc value for the crawl. */
  static final String BYTES = "bytes";

  /** Nanoseconds since 1970; stored, and as doc value for the crawl. */
  static final String MODIFIED = "modified";

  /** Of the picture's content: indexed as one term, and stored. */
  static final String FINGERPRINT = "fingerprint";

  static final String WIDTH = "width";
  static final String HEIGHT = "height";

  /** Of unit length, compared by dot product. */
  static final String VECTOR = "vector";

  /** The vector of what is gone, where no search finds it: floats, little-endian. Stored. */
  static final String KEPT_VECTOR = "kept_vector";

  /** {@link IndexedImage#words}, cut into words; stored. */
  static final String WORDS = "words";

  static final String STAGE = "stage";
  static final String REASON = "reason";

  /** Since when a file fails or a content is gone: seconds since 1970. */
  static final String SINCE = "since";

  /** The stored fields that {@link #indexedFile} asks for. */
  static final Set<String> OF_INDEXED_FILE = Set.of(URI, FINGERPRINT, STAGE);

  private IndexFields() {}

  static Document document(IndexedImage image, Embedding embedding) {
    Document document = new Document();
    document.add(new StringField(ID, image.id(), Field.Store.NO));
    stamp(document, image.file());
    image
        .fingerprint()
        .ifPresent(f -> document.add(new StringField(FINGERPRINT, f, Field.Store.YES)));
    document.add(new StoredField(WIDTH, image.width()));
    document.add(new StoredField(HEIGHT, image.height()));
    MetadataFields.add(document, image.metadata());
    document.add(new TextField(WORDS, image.words(), Field.Store.YES));
    document.add(
        new KnnFloatVectorField(VECTOR, embedding.toArray(), VectorSimilarityFunction.DOT_PRODUCT));
    return document;
  }

  static Document document(FailedFile failed) {
    Document document = new Document();
    document.add(new StringField(FAILED, id(failed.path()), Field.Store.NO));
    stamp(document, failed.file());
    document.add(new StoredField(STAGE, failed.stage().name()));
    document.add(new StoredField(REASON, failed.reason()));
    document.add(
        new StoredField(SINCE, failed.since().getEpochSecond())); // not indexed: it does not expire
    return document;
  }

  static Document document(KnownContent gone, String fingerprint, Instant since) {
    Document document = new Document();
    document.add(new StringField(GONE, fingerprint, Field.Store.YES));
    document.add(new LongField(SINCE, since.getEpochSecond(), Field.Store.YES));
    document.add(new StoredField(WIDTH, gone.width()));
    document.add(new StoredField(HEIGHT, gone.height()));
    float[] vector = gone.embedding().toArray();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
    document.add(new StoredField(KEPT_VECTOR, bytes.array()));
    return document;
  }

  /** A stored document of what is gone, to be written again. */
  static Document goneDocument(Document stored) {
    Instant since = Instant.ofEpochSecond(number(stored, SINCE));
    return document(gone(stored), stored.get(GONE), since);
  }

  private static void stamp(Document document, FileStamp file) {
    document.add(new StoredField(URI, uri(file.path())));
    number(document, BYTES, file.bytes());
    number(document, MODIFIED, nanoseconds(file.modified()));
  }

  private static void number(Document document, String field, long value) {
    document.add(new StoredField(field, value));
    document.add(new NumericDocValuesField(field, value));
  }

  /** Whether a stored document is a picture's. */
  static boolean isImage(Document document) {
    return document.get(URI) != null && document.get(STAGE) == null;
  }

  static IndexedImage image(Document document) {
    return new IndexedImage(
        stamp(document),
        Optional.ofNullable(document.get(FINGERPRINT)),
        (int) number(document, WIDTH),
        (int) number(document, HEIGHT),
        MetadataFields.read(document),
        Objects.requireNonNullElse(document.get(WORDS), ""));
  }

  static IndexedFile indexedFile(Document document) {
    return new IndexedFile(
        path(document.get(URI)),
        Optional.ofNullable(document.get(FINGERPRINT)),
        document.get(STAGE) != null);
  }

  static FailedFile failed(Document document) {
    return new FailedFile(
        stamp(document),
        FailedFile.Stage.valueOf(document.get(STAGE)),
        document.get(REASON),
        Instant.ofEpochSecond(number(document, SINCE)));
  }

  static KnownContent gone(Document document) {
    BytesRef stored = document.getBinaryValue(KEPT_VECTOR);
    ByteBuffer bytes = ByteBuffer.wrap(stored.bytes, stored.offset, stored.length);
    float[] vector = new float[stored.length / Float.BYTES];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return new KnownContent(
        Embedding.of(vector), (int) number(document, WIDTH), (int) number(document, HEIGHT));
  }

  private static FileStamp stamp(Document document) {
    return new FileStamp(
        path(document.get(URI)),
        number(document, BYTES),
        Instant.EPOCH.plusNanos(number(document, MODIFIED)));
  }

  private static long number(Document document, String field) {
    return document.getField(field).numericValue().longValue();
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
