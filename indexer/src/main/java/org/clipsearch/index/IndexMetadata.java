package org.clipsearch.index;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.clipsearch.embedding.ModelIdentity;

/** What an index says of itself, kept in Lucene's commit data. */
final class IndexMetadata {
  /** Raised when {@link IndexFields} change so that an older index cannot be read as before. */
  private static final String FORMAT = "2";

  private IndexMetadata() {}

  static Map<String, String> write(ModelIdentity model) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("clipsearch.format", FORMAT);
    data.put("model.name", model.name());
    model.directory().ifPresent(d -> data.put("model.directory", d.toUri().toString()));
    data.put("model.sha256", model.weightsSha256());
    data.put("model.dimension", String.valueOf(model.dimension()));
    data.put("model.preprocessing", model.preprocessing());
    return data;
  }

  static ModelIdentity read(Path directory, Map<String, String> data) throws IndexException {
    String format = data.get("clipsearch.format");
    if (format == null) {
      throw new IndexException(directory + ": a Lucene index, but not of clipsearch");
    }
    if (!format.equals(FORMAT)) {
      throw new IndexException(
          "%s: index of format %s, but this version reads format %s; make a new one with: %s"
              .formatted(directory, format, FORMAT, "clipsearch index FOLDER --index NEW_DIR"));
    }
    return new ModelIdentity(
        data.get("model.name"),
        Optional.ofNullable(data.get("model.directory")).map(IndexFields::path),
        data.get("model.sha256"),
        Integer.parseInt(data.get("model.dimension")),
        data.get("model.preprocessing"));
  }
}
