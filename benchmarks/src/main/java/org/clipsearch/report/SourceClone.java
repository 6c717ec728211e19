package org.clipsearch.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The git clone that this program runs from. */
record SourceClone(Path directory) {
  /** Empty in a release, and where the launcher did not say where it is. */
  static Optional<SourceClone> ofThisProgram() {
    return Home.find().flatMap(SourceClone::at);
  }

  /** Empty where a folder is not itself a clone's root: a release may lie within another clone. */
  static Optional<SourceClone> at(Path directory) {
    return Files.exists(directory.resolve(".git"))
        ? Optional.of(new SourceClone(directory))
        : Optional.empty();
  }

  /**
   * Such as {@code 1a2b3c4}; {@code 1a2b3c4+} where files that git knows have been changed since.
   * Empty where there is no commit, or no git.
   */
  Optional<String> commit() {
    return git("rev-parse", "--short", "HEAD")
        .filter(hash -> !hash.isEmpty())
        .map(hash -> hash + (isChanged() ? "+" : ""));
  }

  private boolean isChanged() {
    return git("status", "--porcelain", "--untracked-files=no")
        .filter(files -> !files.isEmpty())
        .isPresent();
  }

  private Optional<String> git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? Optional.of(out.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
