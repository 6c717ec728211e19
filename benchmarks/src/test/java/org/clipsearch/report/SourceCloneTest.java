package org.clipsearch.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against git itself. */
class SourceCloneTest {
  @TempDir Path directory;

  private void git(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, git.waitFor(), command.toString());
  }

  private static void assumeGit() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "git"))),
        "no git");
  }

  private Optional<String> commit() {
    return SourceClone.at(directory).orElseThrow().commit();
  }

  @Test
  void theCommitIsMarkedWhereFilesWereChanged() throws Exception {
    assumeGit();
    git("init", "-q");
    assertEquals(Optional.empty(), commit(), "no commit yet");
    Path file = Files.writeString(directory.resolve("a.txt"), "a");
    git("add", ".");
    git("commit", "-q", "-m", "a");
    String head = Files.readString(directory.resolve(".git/refs/heads/" + branch())).strip();
    String clean = commit().orElseThrow();
    assertTrue(head.startsWith(clean) && clean.length() >= 4, clean + " of " + head);
    Files.writeString(directory.resolve("b.txt"), "not known to git");
    assertEquals(clean, commit().orElseThrow());
    Files.writeString(file, "b");
    assertEquals(clean + "+", commit().orElseThrow());
  }

  private String branch() throws IOException {
    return Files.readString(directory.resolve(".git/HEAD")).strip().replaceFirst(".*/", "");
  }

  @Test
  void aFolderWithinACloneIsNone() throws Exception {
    assumeGit();
    git("init", "-q");
    Path inside = Files.createDirectory(directory.resolve("release"));
    assertEquals(Optional.empty(), SourceClone.at(inside));
  }
}
