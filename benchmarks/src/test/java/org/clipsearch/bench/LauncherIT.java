package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.RandomCheckpoint;
import org.clipsearch.weights.StorageType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user starts it: a process of its own, on what this build has made. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LauncherIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir static Path directory;
  private static Path model;
  private static Path photos;

  /** What a process printed, and its exit code. */
  private record Result(int code, String out, String err) {}

  @BeforeAll
  static void makeModelAndPhotos() throws IOException {
    model = directory.resolve("model");
    EncoderConfig tower = new EncoderConfig(32, 64, 2, 2, Activation.GELU, 1e-5);
    RandomCheckpoint.write(
        model, new ClipConfig(8, tower, 32, 16, tower, 600, 77), StorageType.F32, 1);
    photos = Files.createDirectory(directory.resolve("photos"));
    draw(photos.resolve("a.png"), 1);
    draw(photos.resolve("一只猫.png"), 2);
  }

  private static void draw(Path file, int seed) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int i = 0; i < 40 * 30; i++) {
      image.setRGB(i % 40, i / 40, random.nextInt());
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private static Process start(Map<String, String> environment, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("clipsearch").toString()));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    return builder.start();
  }

  private static Result run(Map<String, String> environment, Object... arguments) throws Exception {
    return finish(start(environment, arguments));
  }

  private static Result finish(Process process) throws Exception {
    int code = process.waitFor();
    return new Result(
        code,
        Files.readString(directory.resolve("out")),
        Files.readString(directory.resolve("err")));
  }

  @Test
  void saysItsVersionWithoutBuilding() throws Exception {
    Result result = run(Map.of(), "--version");
    assertEquals(new Result(0, "clipsearch 0.1.0\n", ""), result);
  }

  @Test
  void runsThroughALinkFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("cs"), ROOT.resolve("clipsearch"));
    Process process = new ProcessBuilder("./cs", "--version").directory(directory.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("clipsearch 0.1.0\n", out, link.toString());
  }

  @Test
  void namesAndWordsOfOtherScriptsSurviveAPosixLocale() throws Exception {
    Map<String, String> posix = Map.of("LC_ALL", "POSIX", "LANG", "POSIX");
    Path index = directory.resolve("posix");
    Result indexed = run(posix, "index", photos, "--model", model, "--index", index, "-q");
    assertEquals(0, indexed.code(), indexed.err());
    Result found = run(posix, "search", "--json", "--index", index, "一只猫");
    assertEquals(0, found.code(), found.err());
    assertTrue(found.out().startsWith("{\"query\":\"一只猫\""), found.out());
    assertTrue(found.out().contains("photos/一只猫.png"), found.out());
  }

  @Test
  void withoutAJdkItSaysWhatIsMissing() throws Exception {
    // A copy of the launcher that knows no usual place, on a path without Java.
    String script = Files.readString(ROOT.resolve("clipsearch"));
    Path copy = directory.resolve("clipsearch");
    Files.writeString(copy, script.replace("/usr/lib/jvm/*", "").replace("/Library/Java", "/no"));
    Path tools = Files.createDirectories(directory.resolve("tools"));
    for (String tool : List.of("bash", "dirname", "readlink", "sed")) {
      Files.createSymbolicLink(tools.resolve(tool), which(tool));
    }
    ProcessBuilder builder = new ProcessBuilder(which("bash").toString(), copy.toString());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    Process process = builder.start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(4, process.waitFor());
    assertTrue(err.startsWith("clipsearch: needs a JDK 25 or newer; looked at JAVA_HOME"), err);
  }

  private static Path which(String tool) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void interruptKeepsWhatIsDone() throws Exception {
    Path many = Files.createDirectory(directory.resolve("many"));
    draw(many.resolve("0.png"), 0);
    for (int i = 1; i < 5_000; i++) {
      Files.createLink(many.resolve(i + ".png"), many.resolve("0.png"));
    }
    Path index = directory.resolve("interrupted");
    // Slow enough to be far from its end at the first commit.
    Path slow = directory.resolve("slow");
    EncoderConfig vision = new EncoderConfig(256, 1024, 12, 4, Activation.GELU, 1e-5);
    EncoderConfig text = new EncoderConfig(32, 64, 1, 2, Activation.GELU, 1e-5);
    RandomCheckpoint.write(
        slow, new ClipConfig(8, vision, 224, 16, text, 600, 77), StorageType.F32, 1);
    Process process = start(Map.of(), "index", many, "--model", slow, "--index", index);
    while (!Files.exists(index.resolve("segments_2")) && process.isAlive()) {
      Thread.sleep(50); // the first commit of images, after some seconds
    }
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    Result result = finish(process);
    assertEquals(130, result.code(), result.err());
    assertTrue(result.err().contains("stopped; what is done is kept"), result.err());
    Result found = run(Map.of(), "search", "--index", index, "x", "-k", 5);
    assertEquals(5, found.out().lines().count(), found.err());
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
            List.of("index", photos, "--model", model, "--index", index),
            List.of("search", "x", "--index", index),
            List.of("classify", "--labels", "a,b", photos.resolve("a.png"), "--index", index));
    for (List<Object> command : commands) {
      Result result = run(logged, command.toArray());
      assertEquals(0, result.code(), result.err());
      String classes = Files.readString(log);
      assertTrue(classes.contains("'org/clipsearch/cli/Main'"), "nothing was logged");
      for (String network : List.of("'java/net/InetAddress'", "'sun/nio/ch/Net'")) {
        assertFalse(classes.contains(network), command.getFirst() + " uses " + network);
      }
    }
  }

  @Test
  void benchWritesACheckpointOfFullSize() throws Exception {
    Result help = run(Map.of(), "bench", "--help");
    assertEquals(0, help.code());
    assertTrue(help.out().startsWith("Usage: clipsearch bench"), help.out());
    assertEquals(2, run(Map.of(), "bench", "checkpoint").code());
    Path big = directory.resolve("big");
    Result written = run(Map.of(), "bench", "checkpoint", "--out", big);
    assertEquals(0, written.code(), written.err());
    assertTrue(Files.size(big.resolve("model.safetensors")) > 600_000_000);
    Result embedded =
        run(Map.of(), "embed", "--model", big, photos.resolve("a.png"), "--precision", "float32");
    assertEquals(512, embedded.out().chars().filter(c -> c == ',').count(), embedded.err());
  }
}
