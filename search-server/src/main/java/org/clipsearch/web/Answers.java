package org.clipsearch.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import org.clipsearch.json.Json;

/** Bodies of responses. */
final class Answers {
  static final String JSON = "application/json;charset=utf-8";

  private Answers() {}

  /** What holds for this moment only. */
  static void json(Context ctx, Object value) {
    ctx.header("Cache-Control", "no-store");
    ctx.contentType(JSON);
    ctx.result(text(value).getBytes(StandardCharsets.UTF_8));
  }

  /** On a line of its own. */
  static String text(Object value) {
    return Json.write(value) + "\n";
  }
}
