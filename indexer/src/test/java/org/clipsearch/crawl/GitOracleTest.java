package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left out is what git leaves out, in many made-up trees with made-up rules. */
@Timeout(120)
class GitOracleTest {
  private static final int TREES = 40;

  private static final List<String> NAMES =
      List.of("a", "b", "ab", "a b", "a.b", "x+", "[a]", "a{1}", "#a", "!a", "A", "a-", "ba");

  // Names are in ASCII, for git's ? and brackets stand for bytes.
  private static final List<String> PARTS =
      List.of(
          "a",
          "b",
          "ab",
          "a*",
          "*a",
          "*",
          "**",
          "?",
          "a?",
          "[ab]",
          "[!a]",
          "[a-z]",
          "\\[a\\]",
          "[[:alpha:]]",
          "[]a]",
          "[a-b-]",
          "x+",
          "a{1}",
          "ä",
          "a b",
          "a.b",
          "\\#a",
          "\\!a",
          "\\a",
          "?*",
          "*.*",
          "***",
          "[z-a]",
          "[^[:punct:]]",
          "A",
          "b*a",
          "*b*");

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(7);

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String pattern() {
    StringBuilder pattern = new StringBuilder(random.nextInt(4) == 0 ? "!" : "");
    pattern.append(random.nextInt(5) == 0 ? "/" : "");
    int parts = 1 + random.nextInt(3) * random.nextInt(2);
    for (int i = 0; i < parts; i++) {
      pattern.append(i > 0 ? "/" : "").append(any(PARTS));
    }
    return pattern
        .append(List.of("", "", ".jpg", ".jpg", "/", " ", "*").get(random.nextInt(7)))
        .append(random.nextInt(20) == 0 ? "\r" : "")
        .toString();
  }

  /** Git takes two stars behind a letter for two alone, against its manual; so they are left. */
  private void rules(Path folder) throws IOException {
    List<String> lines =
        Stream.generate(this::pattern)
            .limit(1 + random.nextInt(4))
            .filter(line -> !line.matches(".*[^/!*]\\*\\*.*"))
            .toList();
    Files.write(folder.resolve(".gitignore"), lines);
    Files.write(folder.resolve(".clipignore"), lines);
  }

  private void tree(Path folder, int depth) throws IOException {
    Files.createDirectory(folder);
    if (depth == 3 || random.nextInt(3) == 0) {
      rules(folder);
    }
    for (int i = 0; i < 3; i++) {
      Files.write(folder.resolve(any(NAMES) + ".jpg"), new byte[0]);
      Path below = folder.resolve(any(NAMES));
      if (depth > 0 && Files.notExists(below)) {
        tree(below, depth - 1);
      }
    }
  }

  private String git(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "core.ignoreCase=false"));
    command.addAll(Arrays.asList(arguments));
    Path in = Files.writeString(directory.resolve("input"), input);
    ProcessBuilder git =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(in.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    git.environment()
        .putAll(
            Map.of(
                "HOME", directory.toString(),
                "XDG_CONFIG_HOME", directory.toString(),
                "GIT_CONFIG_NOSYSTEM", "1"));
    Process process = git.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** Of paths, those that git leaves out. */
  private Set<String> ignored(Set<String> paths) throws IOException, InterruptedException {
    String[] fields =
        git(String.join("\0", paths), "check-ignore", "--no-index", "-v", "-n", "-z", "--stdin")
            .split("\0", -1); // source, line, pattern, path
    assertEquals(4 * paths.size(), fields.length - 1);
    Set<String> ignored = new TreeSet<>();
    for (int i = 0; i + 3 < fields.length; i += 4) {
      if (!fields[i].isEmpty() && !fields[i + 2].startsWith("!")) {
        ignored.add(fields[i + 3]);
      }
    }
    return ignored;
  }

  @Test
  void leavesOutWhatGitLeavesOut() throws Exception {
    try {
      git("", "init", "-q", ".");
    } catch (IOException e) {
      Assumptions.abort("no git here: " + e.getMessage());
    }
    Set<String> all;
    for (int i = 0; i < TREES; i++) {
      tree(directory.resolve("t" + i), 3);
    }
    try (Stream<Path> files = Files.walk(directory)) {
      all =
          files
              .filter(file -> file.toString().endsWith(".jpg"))
              .map(file -> directory.relativize(file).toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<String> expected = new TreeSet<>(all);
    expected.removeAll(ignored(all));
    assertTrue(all.size() > 800 && expected.size() > all.size() / 10, all.size() + " files");
    assertTrue(expected.size() < all.size() * 9 / 10, expected.size() + " left");
    Set<String> taken = Walked.of(directory, FolderRules.ALL).images;
    assertEquals(Set.of(), without(taken, expected), "taken, but git leaves them out");
    assertEquals(Set.of(), without(expected, taken), "left out, but git takes them");
  }

  private static Set<String> without(Set<String> paths, Set<String> others) {
    Set<String> rest = new TreeSet<>(paths);
    rest.removeAll(others);
    return rest;
  }
}
