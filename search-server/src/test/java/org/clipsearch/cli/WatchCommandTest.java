package org.clipsearch.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.clipsearch.TestModel;
import org.clipsearch.index.LuceneIndex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The index follows its folders, in a process of its own, until Ctrl-C. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class WatchCommandTest {
  /** Loading a model and some seconds of quiet are within it on any machine. */
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  @TempDir Path directory;
  private Path photos;
  private Path index;
  private Path model;
  private Path said;
  private Process watch;

  @BeforeEach
  void drawSomePictures() throws IOException {
    photos = Files.createDirectory(directory.resolve("photos"));
    index = directory.resolve("index");
    model = TestModel.write(directory.resolve("model"), 1);
    draw("new/stays.png", 1);
    draw("new/goes.png", 2);
    draw("emptied/a.png", 3);
    draw("trip/day/a.png", 4);
  }

  @AfterEach
  void end() {
    if (watch != null) {
      watch.destroyForcibly();
    }
  }

  private void draw(String name, int seed) throws IOException {
    Path file = photos.resolve(name);
    Files.createDirectories(file.getParent());
    TestModel.draw(file, seed);
  }

  private void start() throws IOException {
    said = directory.resolve("said");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "watch",
            photos.toString(),
            "--model=" + model,
            "--index=" + index,
            "--device=cpu",
            "--precision=float32");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    watch = builder.redirectOutput(said.toFile()).start();
  }

  private void await(Callable<Boolean> reached) throws Exception {
    long start = System.nanoTime();
    while (!reached.call()) {
      boolean isInTime = System.nanoTime() - start < PATIENCE_NANOS;
      assertTrue(watch.isAlive() && isInTime, Files.readString(said));
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void awaitSaid(String line) throws Exception {
    await(() -> Files.readString(said).lines().anyMatch(each -> each.startsWith(line)));
  }

  private void awaitIndexed(String... names) throws Exception {
    await(() -> indexed().equals(Set.of(names)));
  }

  private Set<String> indexed() throws IOException {
    Set<String> names = new TreeSet<>();
    try (LuceneIndex opened = LuceneIndex.open(index)) {
      opened.forEach(image -> names.add(photos.relativize(image.path()).toString()));
    }
    return names;
  }

  private Cli.Result run(Object... arguments) {
    List<Object> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--index=" + index, "-q"));
    return Cli.run(all.toArray());
  }

  private int hits() {
    return run("search", "x", "--json").json().getAsJsonArray("hits").size();
  }

  @Test
  void theIndexFollowsTheFolderUntilCtrlC() throws Exception {
    start();
    awaitSaid("watching " + photos);
    assertEquals(
        Set.of("new/stays.png", "new/goes.png", "emptied/a.png", "trip/day/a.png"), indexed());

    draw("new/comes.png", 5);
    Files.delete(photos.resolve("new/goes.png"));
    awaitIndexed("new/stays.png", "new/comes.png", "emptied/a.png", "trip/day/a.png");

    assertEquals(ExitCode.OK, run("pause").code());
    Files.delete(photos.resolve("emptied/a.png"));
    Files.delete(photos.resolve("trip/day/a.png"));
    Files.delete(photos.resolve("trip/day"));
    awaitSaid("paused; to go on");
    for (int i = 0; i < 10; i++) { // which takes longer than what is held would
      assertEquals(4, hits(), "searches go on, over what there was");
    }
    assertEquals(ExitCode.OK, run("resume").code());
    awaitIndexed("new/stays.png", "new/comes.png");

    new ProcessBuilder("kill", "-INT", String.valueOf(watch.pid())).start().waitFor();
    assertTrue(watch.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS), "it ends");
    assertEquals(130, watch.exitValue(), Files.readString(said));
    assertEquals(2, hits());
    Cli.Result again = run("index");
    assertEquals(ExitCode.OK, again.code(), again.err());
    assertTrue(again.out().startsWith("2 images: 0 added, 0 updated, 0 removed, 2"), again.out());
  }

  @Test
  void anIndexOfAnotherModelIsRefusedWithWhatChangesIt() throws IOException {
    assertEquals(ExitCode.OK, run("index", photos, "--model", model).code());
    Path other = TestModel.write(directory.resolve("other"), 2);
    Cli.Result refused = run("watch", photos, "--model", other);
    assertEquals(ExitCode.MISSING, refused.code());
    assertEquals(
        "clipsearch: %s: of another model; clipsearch index --model %s changes it\n"
            .formatted(index, other),
        refused.err());
    assertEquals("model", modelName());
    assertEquals(ExitCode.OK, run("index", "--model", other).code(), "as it says");
    assertEquals("other", modelName());
  }

  private String modelName() throws IOException {
    try (LuceneIndex opened = LuceneIndex.open(index)) {
      return opened.model().name();
    }
  }
}
