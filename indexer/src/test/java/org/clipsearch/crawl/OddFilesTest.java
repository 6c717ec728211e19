package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are none, and names that few expect. */
@Timeout(60) // who opens a pipe waits for ever
class OddFilesTest {
  @TempDir Path directory;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(directory.resolve("photos"));
    Files.writeString(folder.resolve("a.jpg"), "a");
  }

  private void shell(String script) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
    Process process =
        new ProcessBuilder("/bin/sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(process.waitFor() == 0, () -> "cannot be made here: " + output);
  }

  @Test
  void pipesAreNotOpened() throws Exception {
    shell("mkfifo pipe.jpg && ln -s pipe.jpg linked.jpg");
    Walked walked = Walked.of(folder, FolderRules.ALL);
    assertEquals(Set.of("a.jpg"), walked.images);
    assertEquals(Map.of(), walked.unreadable);
  }

  @Test
  void aPipeForRulesIsNotOpened() throws Exception {
    shell("mkfifo .clipignore");
    Walked walked = Walked.of(folder, FolderRules.ALL);
    assertEquals(Set.of(), walked.images);
    assertEquals(Set.of(""), walked.unreadable.keySet());
  }

  @Test
  void devicesAreNotOpened() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/zero")), "no /dev/zero here");
    Files.createSymbolicLink(folder.resolve("zero.jpg"), Path.of("/dev/zero"));
    assertEquals(Set.of("a.jpg"), Walked.of(folder, FolderRules.ALL).images);
    Files.createSymbolicLink(folder.resolve(".clipignore"), Path.of("/dev/zero"));
    assertEquals(Set.of(), Walked.of(folder, FolderRules.ALL).images);
  }

  @Test
  void tooLargeRulesAreUnread() throws IOException {
    Files.writeString(folder.resolve(".clipignore"), "#".repeat(1 << 20));
    assertEquals(Set.of("a.jpg"), Walked.of(folder, FolderRules.ALL).images);
    Files.writeString(folder.resolve(".clipignore"), "#".repeat((1 << 20) + 1));
    assertEquals(
        Map.of(
            "", "passed over, because its .clipignore is unread: it has more than 1048576 bytes"),
        Walked.of(folder, FolderRules.ALL).unreadable);
  }

  @Test
  void circlesOfLinksEnd() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.createSymbolicLink(in.resolve("up"), folder);
    Files.createSymbolicLink(in.resolve("self"), in);
    Files.createSymbolicLink(in.resolve("one.jpg"), in.resolve("two.jpg"));
    Files.createSymbolicLink(in.resolve("two.jpg"), in.resolve("one.jpg"));
    Walked walked = Walked.of(folder, FolderRules.ALL);
    assertEquals(Set.of("a.jpg"), walked.images);
    assertEquals(Set.of("in/one.jpg", "in/two.jpg"), walked.unreadable.keySet());
  }

  @Test
  void oddNamesAreMetAndMatched() throws IOException {
    Assumptions.assumeTrue(folder.getFileSystem().getSeparator().equals("/"));
    for (String name :
        List.of("new\nline.jpg", "\"quoted\".jpg", "it's.jpg", "tab\t.jpg", "-.jpg")) {
      Files.writeString(folder.resolve(name), "x");
    }
    assertEquals(
        Set.of("a.jpg", "new\nline.jpg", "\"quoted\".jpg", "it's.jpg", "tab\t.jpg", "-.jpg"),
        Walked.of(folder, FolderRules.ALL).images);
    FolderRules rules = new FolderRules(List.of(), List.of("new?line*", "\"*\".jpg", "it's*"), 0);
    assertEquals(Set.of("a.jpg", "tab\t.jpg", "-.jpg"), Walked.of(folder, rules).images);
  }

  @Test
  void brokenUtf8IsMetAndMatched() throws Exception {
    shell("touch \"$(printf 'caf\\351.jpg')\" && mkdir \"$(printf 'd\\377')\"");
    shell("touch \"$(printf 'd\\377/\\376x.jpg')\"");
    assertEquals(
        Set.of("a.jpg", "caf\uFFFD.jpg", "d\uFFFD/\uFFFDx.jpg"),
        Walked.of(folder, FolderRules.ALL).images);
    FolderRules rules = new FolderRules(List.of(), List.of("caf?.jpg", "d*/"), 0);
    assertEquals(Set.of("a.jpg"), Walked.of(folder, rules).images);
    shell("printf 'caf\\351.jpg\\nd\\377/\\376x.*\\n' > .clipignore");
    assertEquals(Set.of("a.jpg"), Walked.of(folder, FolderRules.ALL).images);
  }
}
