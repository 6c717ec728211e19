package org.clipsearch.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.clipsearch.TestModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Wrong input: one line that says what is wrong, and the right exit code. */
class WrongUsageTest {
  /** Command line, exit code, what stderr says. */
  static final List<String> WRONG =
      List.of(
          "frob | 2 | no such command: frob",
          "--frob | 2 | Unknown option: '--frob'",
          "index --index DIR/none | 2 | nothing is indexed yet: name a FOLDER",
          "watch --index DIR/none | 2 | nothing is indexed yet: name a FOLDER",
          "watch DIR/none --index DIR/i | 3 | DIR/none: no such file",
          "watch DIR/photos --interval 0 | 2 | --interval must be at least 1, got: 0",
          "watch DIR/photos --interval -5 | 2 | --interval must be at least 1, got: -5",
          "watch DIR/photos --interval soon | 2 | 'soon' is not an int",
          "watch DIR/photos --model DIR/other --index DIR/index | 3 | DIR/index: of another model",
          "index DIR/photos --threads 0 --index DIR/i | 2 | --threads must be at least 1, got: 0",
          "index DIR/photos --max-megapixels 0 --index DIR/i | 2 | --max-megapixels must be 1 to",
          "index DIR/photos --exclude [a --index DIR/i | 2 | exclude pattern [a",
          "index DIR/photos --min-kb -1 --index DIR/i | 2 | must be at least 0",
          "failures --index DIR/none | 3 | no index in DIR/none; make one with",
          "failures --json --csv --index DIR/index | 2 | mutually exclusive",
          "libraries --index DIR/none | 3 | no index in DIR/none; make one with",
          "forget | 2 | Missing required parameter: 'FOLDER'",
          "forget DIR --index DIR/none | 3 | no index in DIR/none; make one with",
          "pause --index DIR/none | 3 | no index in DIR/none; make one with",
          "resume --index DIR/none | 3 | no index in DIR/none; make one with",
          "index DIR/none | 3 | DIR/none: no such file",
          "index DIR/photos/a.png | 3 | DIR/photos/a.png: not a folder",
          "index DIR/photos --model DIR/none --index DIR/i | 3 | DIR/none: no such model directory",
          "index DIR/photos --model none --index DIR/i | 3 | no model none",
          "index DIR/photos --model DIR/photos --index DIR/i | 3 | photos/config.json: no such"
              + " file",
          "index DIR/photos --model DIR/model --index DIR/photos | 3 | holds other files",
          "search | 2 | give either a TEXT or --image FILE",
          "search -k 0 x | 2 | -k must be at least 1, got: 0",
          "search -k many x | 2 | 'many' is not an int",
          "search x --index DIR/none | 3 | no index in DIR/none; make one with",
          "search x --index DIR/index --device tpu | 2 | device must be auto, cpu, gpu or gpu:N",
          "search x --index DIR/index --precision int4 | 2 | precision must be auto, float32",
          "search x --index DIR/index --model DIR/other | 3 | was made with model model",
          "search --image DIR/none --index DIR/index | 3 | DIR/none: no such file",
          "search --image DIR/model/config.json --index DIR/index | 3 | config.json: damaged",
          "classify DIR/photos/a.png | 2 | Missing required argument",
          "classify --labels a --labels-file b DIR/photos/a.png | 2 | mutually exclusive",
          "classify --labels , DIR/photos/a.png --index DIR/index | 2 | no labels to choose from",
          "classify --labels a --template b DIR/photos/a.png --index DIR/index | 2 | {label}",
          "classify --labels-file DIR/none DIR/photos/a.png --index DIR/index | 3 | DIR/none: no",
          "classify --labels-file DIR/photos/a.png DIR/photos/a.png | 3 | not a text in UTF-8",
          "search --image DIR/photos --index DIR/index | 3 | DIR/photos: a folder, not an image",
          "embed --text x --npy DIR/none/x.npy --index DIR/index | 3 | DIR/none/x.npy: no such",
          "embed --text x --index DIR/damaged | 3 | DIR/damaged",
          "classify --labels a DIR/none | 3 | DIR/none: no such file",
          "serve --index DIR/none | 3 | no index in DIR/none; make one with",
          "serve --index DIR/index --model DIR/none | 3 | DIR/none: no such model directory",
          "serve --index DIR/index --model DIR/other | 3 | was made with model model",
          "serve --index DIR/index --host 0.0.0.0 | 2 | --host 0.0.0.0 lets other machines in",
          "serve --index DIR/index --port 70000 | 2 | --port must be from 0 to 65535, got: 70000",
          "serve --index DIR/index --token é | 2 | --token must be one word of ASCII",
          "demo --port 70000 | 2 | --port must be from 0 to 65535, got: 70000",
          "demo --no-serve --port 7070 | 2 | --no-serve and --port: say one of them, or none",
          "demo --no-serve --keep DIR/photos | 3 | DIR/photos: not empty; --keep takes a new"
              + " folder",
          "demo --no-serve --keep DIR/photos/a.png/b | 3 | DIR/photos/a.png/b: Not a directory",
          "demo --no-serve --keep DIR/photos/a.png | 3 | DIR/photos/a.png: not a folder",
          "demo --no-serve --keep DIR/nowhere | 3 | DIR/nowhere: exists, and is not a folder",
          "setup cuda --from http://%zz/ | 2 | --from must be an address such as",
          "setup cuda --from http://a|b/ | 2 | --from must be an address such as",
          "setup cuda --from http:///x/ | 2 | --from must be an address such as",
          "embed | 2 | give an IMAGE or --text TEXT");

  @TempDir static Path directory;

  @BeforeAll
  static void indexOneImage() throws IOException {
    TestModel.write(directory.resolve("model"), 1);
    TestModel.write(directory.resolve("other"), 2);
    Files.createDirectory(directory.resolve("photos"));
    TestModel.draw(directory.resolve("photos/a.png"), 1);
    Cli.Result result = run("index DIR/photos --model DIR/model --index DIR/index --device cpu");
    assertEquals(ExitCode.OK, result.code(), result.err());
    Files.createSymbolicLink(directory.resolve("nowhere"), directory.resolve("gone"));
    Files.createDirectory(directory.resolve("damaged"));
    Files.writeString(directory.resolve("damaged/segments_1"), "no index");
  }

  /** Words separated by spaces; DIR stands for the test's directory. */
  private static Cli.Result run(String line) {
    return Cli.run((Object[]) line.replace("DIR", directory.toString()).split(" ", -1));
  }

  @ParameterizedTest
  @FieldSource("WRONG")
  void isNamedInOneLine(String wrong) {
    String[] parts = wrong.split(" [|] ", -1);
    String message = parts[2];
    int code = Integer.parseInt(parts[1]);
    Cli.Result result = run(parts[0]);
    assertEquals(code, result.code(), result.err());
    assertEquals("", result.out());
    String expected = message.replace("DIR", directory.toString());
    List<String> lines =
        result.err().lines().filter(line -> !line.startsWith("running on the CPU: ")).toList();
    assertTrue(lines.getFirst().startsWith("clipsearch: "), result.err());
    assertTrue(lines.getFirst().contains(expected), result.err());
    assertTrue(lines.stream().skip(1).allMatch(line -> line.startsWith("Try: ")), result.err());
  }

  @Test
  void failedIndexRunLeavesNoIndexBehind() {
    run("index DIR/photos --model DIR/photos --index DIR/i");
    assertFalse(Files.exists(directory.resolve("i")));
  }

  @Test
  void emptyIndexFindsNothing() throws IOException {
    Files.createDirectory(directory.resolve("empty"));
    assertEquals(0, run("index DIR/empty --model DIR/model --index DIR/e -q").code());
    Cli.Result result = run("search x --index DIR/e --device cpu --json");
    assertEquals(ExitCode.PARTIAL, result.code());
    String json = result.out().replaceAll("\\d+", "N").strip();
    assertEquals("{\"query\":\"x\",\"tower\":\"model\",\"generation\":N,\"hits\":[]}", json);
    assertTrue(result.err().contains("nothing found"), result.err());
  }

  @ParameterizedTest
  @CsvSource({"''", "demo", "index", "search", "classify", "embed", "serve", "info"})
  void everyCommandExplainsItself(String command) {
    Cli.Result result = run((command + " --help").strip());
    assertEquals(ExitCode.OK, result.code());
    assertTrue(result.out().startsWith(("Usage: clipsearch " + command).strip()), result.out());
    assertEquals("", result.err());
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    Cli.Result result = Cli.run();
    assertEquals(ExitCode.USAGE, result.code());
    assertTrue(result.err().contains("Usage: clipsearch"), result.err());
  }
}
