package org.clipsearch.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

/** Runs commands in this process. */
final class Cli {
  private Cli() {}

  /** What a command printed, and its exit code. */
  record Result(int code, String out, String err) {
    JsonObject json() {
      return JsonParser.parseString(out).getAsJsonObject();
    }

    List<JsonObject> jsonLines() {
      return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  static Result run(Object... args) {
    String[] strings = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new Main(), new PrintWriter(out), new PrintWriter(err), strings);
    return new Result(code, out.toString(), err.toString());
  }
}
