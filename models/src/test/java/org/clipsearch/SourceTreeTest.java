package org.clipsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clipsearch.SourceTree.Method;
import org.clipsearch.SourceTree.Source;
import org.junit.jupiter.api.Test;

/** What keeps the project's shape: one library, one package; small files; one format. */
class SourceTreeTest {
  private static final int MAX_FILE_LINES = 300;
  private static final int MAX_METHOD_LINES = 40;
  private static final int MAX_PARAMETERS = 4;

  /**
   * By the start of a library's names, the packages below {@code org.clipsearch} that may use it.
   */
  private static final Map<String, Set<String>> HOMES =
      Map.ofEntries(
          Map.entry("ai.djl.huggingface.", Set.of("text")),
          Map.entry("ai.djl.", Set.of("clip", "text")),
          Map.entry("org.bytedeco.", Set.of("image")),
          Map.entry("com.google.gson.", Set.of("weights", "store", "json")),
          Map.entry("org.apache.commons.imaging.", Set.of("scenes")),
          Map.entry("com.drew.", Set.of("metadata")),
          Map.entry("org.apache.lucene.", Set.of("index", "vectors")),
          Map.entry("io.github.jbellis.", Set.of("jvector")),
          Map.entry("io.javalin.", Set.of("web")),
          Map.entry("org.eclipse.jetty.", Set.of("web")),
          Map.entry("jakarta.servlet.", Set.of("web")),
          Map.entry("org.openqa.selenium.", Set.of("web")),
          Map.entry("picocli.", Set.of("cli", "bench")),
          Map.entry("me.tongfei.", Set.of("cli", "bench")),
          Map.entry("org.knowm.xchart.", Set.of("charts")),
          Map.entry("org.apache.batik.", Set.of("charts")),
          Map.entry("ai.onnxruntime.", Set.of("onnx")),
          Map.entry("java.net.http.", Set.of("store")),
          Map.entry("org.slf4j.", Set.of()));

  private static final Set<String> FREE_IN_TESTS = Set.of("com.google.gson.", "java.net.http.");

  @Test
  void eachLibraryIsUsedInItsPackagesOnly() throws IOException {
    List<String> strays = new ArrayList<>();
    for (Source source : SourceTree.parse()) {
      String home = source.packageName().replaceFirst("^org\\.clipsearch\\.?", "");
      HOMES.forEach(
          (library, packages) -> {
            if (!packages.contains(home) && !(source.isTest() && FREE_IN_TESTS.contains(library))) {
              source.names().stream()
                  .filter(name -> name.startsWith(library))
                  .forEach(name -> strays.add(source.file() + " uses " + name));
            }
          });
    }
    assertEquals(List.of(), strays);
  }

  @Test
  void filesMethodsAndParametersKeepTheirCaps() throws IOException {
    List<String> outliers = new ArrayList<>();
    for (Source source : SourceTree.parse()) {
      long lines;
      try (var all = Files.lines(source.file())) {
        lines = all.count();
      }
      if (lines > MAX_FILE_LINES) {
        outliers.add(source.file() + " has " + lines + " lines");
      }
      for (Method method : source.methods()) {
        if (method.lines() > MAX_METHOD_LINES) {
          outliers.add(method.name() + " has " + method.lines() + " lines");
        }
        if (method.parameters() > MAX_PARAMETERS) {
          outliers.add(method.name() + " has " + method.parameters() + " parameters");
        }
      }
    }
    assertEquals(List.of(), outliers);
  }

  @Test
  void sourcesAreFormattedByGoogleJavaFormat() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--dry-run", "--set-exit-if-changed"));
    SourceTree.files().stream().map(Path::toString).forEach(arguments::add);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new Main(new PrintWriter(out, true), new PrintWriter(err, true), System.in)
            .format(arguments.toArray(String[]::new));
    assertEquals("", out + err.toString(), "not formatted; CONTRIBUTING.md says how");
    assertEquals(0, code);
  }

  @Test
  void everyPackageExplainsItself() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path file : SourceTree.files()) {
      if (file.toString().contains("/src/main/")
          && Files.notExists(file.resolveSibling("package-info.java"))) {
        silent.add(file.getParent().toString());
      }
    }
    assertEquals(List.of(), silent);
    assertTrue(SourceTree.files().size() > 50, "the tree was not found");
  }
}
