package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clipsearch.bench.Launcher.Result;
import org.clipsearch.scenes.Colour;
import org.clipsearch.scenes.Kind;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From the launcher to what a user sees. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LauncherIT {
  @TempDir static Path directory;
  private static Launcher launcher;
  private static Path photos;

  @BeforeAll
  static void drawPhotos() throws IOException {
    launcher = new Launcher(directory);
    photos = Files.createDirectory(directory.resolve("photos"));
    Drawn.only(Kind.CAR, Colour.BLUE, photos.resolve("a.png"));
    Drawn.only(Kind.BIRD, Colour.RED, photos.resolve("一只鸟.png"));
  }

  @Test
  void saysItsVersionWithoutBuilding() throws Exception {
    Result result = launcher.run("--version");
    assertEquals(new Result(0, "clipsearch 0.1.0\n", ""), result);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void outputThatCannotBeWrittenIsAnError() throws Exception {
    String clipsearch = Launcher.ROOT.resolve("clipsearch").toString();
    ProcessBuilder full = new ProcessBuilder(clipsearch, "--version");
    Process process = full.redirectOutput(Path.of("/dev/full").toFile()).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(3, process.waitFor());
    assertEquals("clipsearch: cannot write the output: No space left on device\n", err);
  }

  @Test
  void runsThroughALinkFromAnyFolder() throws Exception {
    Path link =
        Files.createSymbolicLink(directory.resolve("cs"), Launcher.ROOT.resolve("clipsearch"));
    Process process = new ProcessBuilder("./cs", "--version").directory(directory.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("clipsearch 0.1.0\n", out, link.toString());
  }

  @Test
  void namesAndWordsOfOtherScriptsSurviveAPosixLocale() throws Exception {
    Map<String, String> posix = Map.of("LC_ALL", "POSIX", "LANG", "POSIX");
    Path index = directory.resolve("posix");
    Result indexed =
        launcher
            .start(posix, "index", photos, "--model", "bundled", "--index", index, "-q")
            .finish();
    assertEquals(0, indexed.code(), indexed.err());
    Result found = launcher.start(posix, "search", "--json", "--index", index, "一只红色的鸟").finish();
    assertEquals(0, found.code(), found.err());
    assertTrue(found.out().startsWith("{\"query\":\"一只红色的鸟\""), found.out());
    assertTrue(found.out().contains("photos/一只鸟.png"), found.out());
  }

  @Test
  void sentencesFindWhatTheySay() throws Exception {
    Path index = directory.resolve("sentences");
    Result indexed = launcher.run("index", photos, "--model", "bundled", "--index", index);
    assertEquals(0, indexed.code(), indexed.err());
    for (String text : List.of("a red bird", "红色的鸟")) {
      Result found = launcher.run("search", "--index", index, "-k", 1, text);
      assertTrue(found.out().endsWith("  " + photos.resolve("一只鸟.png") + "\n"), found.out());
    }
    Result classified =
        launcher.run(
            "classify", "--labels", "bird,car,狗", photos.resolve("a.png"), "--index", index);
    assertTrue(classified.out().matches("(?s).*/a\\.png\n +[0-9.]+ %  car\n.*"), classified.out());
  }

  @Test
  void withoutAJdkItSaysWhatIsMissing() throws Exception {
    // A copy of the launcher that knows no usual place, on a path without Java.
    String script = Files.readString(Launcher.ROOT.resolve("clipsearch"));
    Path copy = directory.resolve("clipsearch");
    Files.writeString(copy, script.replace("/usr/lib/jvm/*", "").replace("/Library/Java", "/no"));
    Path tools =
        Launcher.onlyTools(directory.resolve("tools"), "bash", "dirname", "readlink", "sed");
    ProcessBuilder builder = new ProcessBuilder(tools.resolve("bash").toString(), copy.toString());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    Process process = builder.start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(3, process.waitFor());
    assertTrue(err.startsWith("clipsearch: needs a JDK 25 or newer; looked at JAVA_HOME"), err);
  }

  @Test
  void interruptKeepsWhatIsDone() throws Exception {
    Path many = Files.createDirectory(directory.resolve("many"));
    Path first = many.resolve("0.png");
    Drawn.any(first, 0);
    byte[] picture = Files.readAllBytes(first);
    for (int i = 1; i < 5_000; i++) { // what follows a PNG's end makes it another content
      byte[] another = Arrays.copyOf(picture, picture.length + i);
      Files.write(many.resolve(i + ".png"), another);
    }
    Path index = directory.resolve("interrupted");
    // Slow enough to be far from its end at the first commit.
    Path slow = directory.resolve("slow");
    EncoderConfig vision = new EncoderConfig(256, 1024, 12, 4, Activation.GELU, 1e-5);
    EncoderConfig text = new EncoderConfig(32, 64, 1, 2, Activation.GELU, 1e-5);
    RandomCheckpoint.write(
        slow, new ClipConfig(8, vision, 224, 16, text, 600, 77), StorageType.F32, 1);
    Launcher.Run indexing =
        launcher.start(Map.of(), "index", many, "--model", slow, "--index", index);
    while (!Files.exists(index.resolve("segments_3")) && indexing.process().isAlive()) {
      Thread.sleep(50); // an empty index, its libraries, then images after some seconds
    }
    Result result = indexing.signal("INT");
    assertEquals(130, result.code(), result.err());
    assertTrue(result.err().contains("stopped; what is done is kept"), result.err());
    Result found = launcher.run("search", "--index", index, "x", "-k", 5);
    assertEquals(5, found.out().lines().count(), found.err());
  }

  @Test
  void theFirstSearchTeachesJavaOnce() throws Exception {
    Path index = directory.resolve("learned");
    assertEquals(
        0, launcher.run("index", photos, "--model", "bundled", "--index", index, "-q").code());
    Path store = Launcher.ROOT.resolve("benchmarks/target");
    for (Path old : learned(store)) {
      Files.delete(old);
    }
    Object[] search = {"search", "-q", "--index", index, "-k", 1, "a red bird"};
    Result first = launcher.run(search);
    assertEquals("clipsearch: making later starts faster, once\n", first.err());
    assertTrue(Files.size(learned(store).getFirst()) > 1_000_000, "nothing was learned");
    assertEquals(new Result(0, first.out(), ""), launcher.run(search));
    Files.write(learned(store).getFirst(), new byte[0]); // as a rehearsal that fails leaves it
    assertEquals(new Result(0, first.out(), ""), launcher.run(search));
    Files.delete(learned(store).getFirst());
  }

  private static List<Path> learned(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store)) {
      return files.filter(file -> file.getFileName().toString().matches("learned-.*")).toList();
    }
  }

  /** Whatever Java connects to, it initialises one of these classes. */
  @Test
  void noAddressIsEverLookedUpOrConnectedTo() throws Exception {
    Path log = directory.resolve("classes");
    Map<String, String> logged =
        Map.of("CLIPSEARCH_JAVA_OPTIONS", "-Xlog:class+init=info:file=" + log + ":none");
    Path index = directory.resolve("offline");
    List<List<Object>> commands =
        List.of(
            List.of("index", photos, "--model", "bundled", "--index", index),
            List.of("search", "x", "--index", index),
            List.of("classify", "--labels", "a,b", photos.resolve("a.png"), "--index", index),
            List.of("demo", "--no-serve"));
    for (List<Object> command : commands) {
      Result result = launcher.start(logged, command.toArray()).finish();
      assertEquals(0, result.code(), result.err());
      String classes = Files.readString(log);
      assertTrue(classes.contains("'org/clipsearch/cli/Main'"), "nothing was logged");
      for (String network : List.of("'java/net/InetAddress'", "'sun/nio/ch/Net'")) {
        assertFalse(classes.contains(network), command.getFirst() + " uses " + network);
      }
    }
  }
}
