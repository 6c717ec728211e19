package org.clipsearch.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.nio.file.Path;

/** Records to and from JSON on one line. */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeHierarchyAdapter(
              Path.class,
              (JsonSerializer<Path>) (path, type, context) -> new JsonPrimitive(path.toString()))
          .create();

  private Json() {}

  /** Fields under their own names; those that are null are left out. */
  public static String write(Object value) {
    return GSON.toJson(value);
  }

  /**
   * What {@link #write} wrote.
   *
   * @param type of records; fields that it does not have are passed over
   */
  public static <T> T read(String json, Class<T> type) {
    return GSON.fromJson(json, type);
  }

  /** To six decimals: more than float32 computes reliably, and short to read. */
  public static double round(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }
}
