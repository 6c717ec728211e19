package org.clipsearch.index;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.clipsearch.metadata.Location;
import org.clipsearch.metadata.PhotoMetadata;
import org.clipsearch.metadata.Taken;

/** What a picture says of itself, in the fields of its document; what it does not say has none. */
final class MetadataFields {
  /** In ISO 8601, with the offset where there is one. Stored. */
  static final String TAKEN = "taken";

  /** What the camera's clock showed, as seconds since it was 1970 there. For ranges and sorting. */
  static final String TAKEN_SECONDS = "taken_seconds";

  static final String CAMERA = "camera";
  static final String LENS = "lens";
  static final String LATITUDE = "latitude";
  static final String LONGITUDE = "longitude";

  /** Both together, for boxes and distances. */
  static final String LOCATION = "location";

  static final String ORIENTATION = "orientation";
  static final String RATING = "rating";

  /** Several. */
  static final String KEYWORD = "keyword";

  static final String TITLE = "title";
  static final String DESCRIPTION = "description";

  private MetadataFields() {}

  static void add(Document document, PhotoMetadata metadata) {
    metadata.taken().ifPresent(taken -> add(document, taken));
    metadata.camera().ifPresent(c -> document.add(new KeywordField(CAMERA, c, Store.YES)));
    metadata.lens().ifPresent(l -> document.add(new KeywordField(LENS, l, Store.YES)));
    metadata.location().ifPresent(location -> add(document, location));
    metadata.orientation().ifPresent(o -> document.add(new StoredField(ORIENTATION, o)));
    metadata.rating().ifPresent(r -> document.add(new IntField(RATING, r, Store.YES)));
    for (String keyword : metadata.keywords()) {
      document.add(new StringField(KEYWORD, keyword, Store.YES));
    }
    metadata.title().ifPresent(t -> document.add(new StoredField(TITLE, t)));
    metadata.description().ifPresent(d -> document.add(new StoredField(DESCRIPTION, d)));
  }

  private static void add(Document document, Taken taken) {
    String text =
        taken
            .offset()
            .map(o -> taken.time().atOffset(o).toString())
            .orElse(taken.time().toString());
    document.add(new StoredField(TAKEN, text));
    document.add(
        new LongField(TAKEN_SECONDS, taken.time().toEpochSecond(ZoneOffset.UTC), Store.NO));
  }

  private static void add(Document document, Location location) {
    document.add(new StoredField(LATITUDE, location.latitude()));
    document.add(new StoredField(LONGITUDE, location.longitude()));
    document.add(new LatLonPoint(LOCATION, location.latitude(), location.longitude()));
  }

  static PhotoMetadata read(Document document) {
    return new PhotoMetadata(
        text(document, TAKEN).map(MetadataFields::taken),
        text(document, CAMERA),
        text(document, LENS),
        number(document, LATITUDE)
            .map(
                latitude ->
                    new Location(
                        latitude.doubleValue(),
                        number(document, LONGITUDE).orElseThrow().doubleValue())),
        integer(document, ORIENTATION),
        integer(document, RATING),
        List.of(document.getValues(KEYWORD)),
        text(document, TITLE),
        text(document, DESCRIPTION));
  }

  private static Taken taken(String text) {
    boolean hasOffset =
        text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 7;
    if (!hasOffset) {
      return new Taken(LocalDateTime.parse(text), Optional.empty());
    }
    OffsetDateTime time = OffsetDateTime.parse(text);
    return new Taken(time.toLocalDateTime(), Optional.of(time.getOffset()));
  }

  private static Optional<String> text(Document document, String field) {
    return Optional.ofNullable(document.get(field));
  }

  private static Optional<Number> number(Document document, String field) {
    return Optional.ofNullable(document.getField(field)).map(f -> f.numericValue());
  }

  private static OptionalInt integer(Document document, String field) {
    return Optional.ofNullable(document.getField(field))
        .map(f -> OptionalInt.of(f.numericValue().intValue()))
        .orElse(OptionalInt.empty());
  }
}
