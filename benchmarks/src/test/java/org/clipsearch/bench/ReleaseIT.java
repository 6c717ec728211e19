package org.clipsearch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clipsearch.bench.Launcher.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The release's archive, unpacked in a folder of its own and run with no Maven on the path. */
@DisabledOnOs(OS.WINDOWS)
@EnabledIfSystemProperty(named = "clipsearch.archive", matches = ".+") // by the profile `release`
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReleaseIT {
  @TempDir static Path directory;
  private static Path installed;
  private static Map<String, String> environment;

  @BeforeAll
  static void unpack() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("a folder"));
    Process tar =
        new ProcessBuilder("tar", "-xzf", System.getProperty("clipsearch.archive"))
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertEquals(0, tar.waitFor());
    installed = folder.resolve("clipsearch-0.1.0");
    Path tools =
        Launcher.onlyTools(directory.resolve("tools"), "bash", "dirname", "readlink", "sed");
    environment =
        Map.of(
            "PATH", tools.toString(),
            "JAVA_HOME", System.getProperty("java.home"),
            "XDG_DATA_HOME", directory.resolve("data").toString(),
            "XDG_CACHE_HOME", directory.resolve("cache").toString());
  }

  private static Result run(Path program, Object... arguments) throws Exception {
    return new Launcher(program, directory).start(environment, arguments).finish();
  }

  @Test
  void showsTheDemo() throws Exception {
    Result result = run(installed.resolve("clipsearch"), "demo", "--no-serve");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.err().contains("300 scenes drawn in "), result.err());
    assertTrue(result.out().contains("\na red bird\n✓ "), result.out());
    assertTrue(Files.isDirectory(directory.resolve("cache/clipsearch/djl")), "another cache");
  }

  @Test
  void runsThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createDirectory(directory.resolve("bin")).resolve("clipsearch");
    Files.createSymbolicLink(link, Path.of("..", "a folder", "clipsearch-0.1.0", "clipsearch"));
    assertEquals(new Result(0, "clipsearch 0.1.0\n", ""), run(link, "--version"));
  }

  @Test
  void hasTheBenchmarksToo() throws Exception {
    Result help = run(installed.resolve("clipsearch"), "bench", "--help");
    assertEquals(0, help.code(), help.err());
    assertTrue(help.out().startsWith("Usage: clipsearch bench"), help.out());
  }

  @Test
  void peersAreMeasuredFromACloneOnly() throws Exception {
    try (Stream<Path> libraries = Files.list(installed.resolve("lib"))) {
      List<String> peers =
          libraries
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("(jvector|agrona|commons-math).*"))
              .toList();
      assertEquals(List.of(), peers);
    }
    Path none = directory.resolve("none");
    Path program = installed.resolve("clipsearch");
    Result result = run(program, "bench", "search", "--out", none, "--formats", "jvector-pq128");
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("jvector is measured from a clone only"), result.err());
    assertFalse(Files.exists(none));
  }

  @Test
  void holdsNothingElse() throws IOException {
    try (Stream<Path> files = Files.list(installed)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(
          List.of("CHANGELOG.md", "LICENSE", "NOTICE", "README.md", "clipsearch", "lib"), names);
    }
  }
}
