package org.clipsearch.index;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.clipsearch.embedding.ModelIdentity;

/** What an index says of itself, kept in Lucene's commit data. */
final class IndexMetadata {
  /** Raised when {@link IndexFields} change so that an older index cannot be read as before. */
  static final int FORMAT = 2;

  private IndexMetadata() {}

  static Map<String, String> write(ModelIdentity model) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("clipsearch.format", String.valueOf(FORMAT));
    data.put("model.name", model.name());
    model.directory().ifPresent(d -> data.put("model.directory", d.toUri().toString()));
    data.put("model.sha256", model.weightsSha256());
    data.put("model.dimension", String.valueOf(model.dimension()));
    data.put("model.preprocessing", model.preprocessing());
    return data;
  }

  /** Before what others keep with the index. */
  private static final String NOTE = "note.";

  /** What others keep with the index, by their own names. */
  static Map<String, String> notes(Map<String, String> data) {
    Map<String, String> notes = new TreeMap<>();
    data.forEach(
        (key, value) -> {
          if (key.startsWith(NOTE)) {
            notes.put(key.substring(NOTE.length()), value);
          }
        });
    return notes;
  }

  static Map<String, String> asNotes(Map<String, String> notes) {
    Map<String, String> data = new TreeMap<>();
    notes.forEach((key, value) -> data.put(NOTE + key, value));
    return data;
  }

  /** Of which format an index is. */
  static int format(Path directory, Map<String, String> data) throws IndexException {
    String format = data.get("clipsearch.format");
    if (format == null) {
      throw new IndexException(directory + ": a Lucene index, but not of clipsearch");
    }
    return Integer.parseInt(format);
  }

  /**
   * The model of an index of this format.
   *
   * @throws IndexException where it is of another, with what to do then
   */
  static ModelIdentity read(Path directory, Map<String, String> data) throws IndexException {
    int format = format(directory, data);
    if (format > FORMAT) {
      throw new IndexException(directory + ": written by a newer version of clipsearch");
    }
    if (format < FORMAT) {
      throw new IndexException(
          "%s: written by an older version of clipsearch; this brings it up to date, without embedding anything again: clipsearch upgrade --index %s"
              .formatted(directory, directory));
    }
    return model(data);
  }

  /** The model, whatever the format. */
  static ModelIdentity model(Map<String, String> data) {
    return new ModelIdentity(
        data.get("model.name"),
        Optional.ofNullable(data.get("model.directory")).map(IndexFields::path),
        data.get("model.sha256"),
        Integer.parseInt(data.get("model.dimension")),
        data.get("model.preprocessing"));
  }
}
