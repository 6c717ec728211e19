package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations are gitignore(5)'s, and what {@code git check-ignore} of git 2.39 says. */
class GitPatternTest {
  private static boolean matches(String pattern, String path) {
    boolean folder = path.endsWith("/");
    return GitPattern.parse(pattern)
        .orElseThrow()
        .matches(folder ? path.substring(0, path.length() - 1) : path, folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "*.jpg ~ a.jpg ~ true",
        "*.jpg ~ 2023/a.jpg ~ true",
        "*.jpg ~ a.JPG ~ false",
        "*.jp ~ a.jpg ~ false",
        "/*.jpg ~ a.jpg ~ true",
        "/*.jpg ~ 2023/a.jpg ~ false",
        "2023/*.jpg ~ 2023/a.jpg ~ true",
        "2023/*.jpg ~ x/2023/a.jpg ~ false",
        "2023/*.jpg ~ 2023/05/a.jpg ~ false",
        "2023/** ~ 2023/05/a.jpg ~ true",
        "2023/** ~ 2023/ ~ false",
        "**/raw ~ raw ~ true",
        "**/raw ~ x/y/raw ~ true",
        "**/raw ~ x/raws ~ false",
        "a/**/b ~ a/b ~ true",
        "a/**/b ~ a/x/y/b ~ true",
        "a/**/b ~ a/xb ~ false",
        "a/x** ~ a/xy/z ~ false",
        "raw/ ~ x/raw/ ~ true",
        "raw/ ~ x/raw ~ false",
        "raw ~ x/raw ~ true",
        "x/raw/ ~ x/raw/ ~ true",
        "x/raw/ ~ y/x/raw/ ~ false",
      })
  void pathsAreMatchedAsGitDoes(String pattern, String path, boolean expected) {
    assertEquals(expected, matches(pattern, path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "[ab].jpg ~ b.jpg ~ true",
        "[!ab].jpg ~ b.jpg ~ false",
        "[^ab].jpg ~ c.jpg ~ true",
        "[a-c-e].jpg ~ -.jpg ~ true",
        "[a-c-e].jpg ~ d.jpg ~ false",
        "[]a].jpg ~ ].jpg ~ true",
        "[z-a].jpg ~ b.jpg ~ false",
        "[!z-a].jpg ~ b.jpg ~ true",
        "a[/]b ~ a/b ~ false",
        "a[!x]b ~ a/b ~ false",
        "[[:digit:]_]*.jpg ~ 5.jpg ~ true",
        "[[:digit:]_]*.jpg ~ x.jpg ~ false",
        "[[:xdigit:]].jpg ~ F.jpg ~ true",
        "[[:].jpg ~ :.jpg ~ true",
        "[a&&b].jpg ~ &.jpg ~ true",
        "[\\]].jpg ~ ].jpg ~ true",
        "[😀-😂].jpg ~ 😁.jpg ~ true",
      })
  void bracketsAreMatchedAsGitDoes(String pattern, String path, boolean expected) {
    assertEquals(expected, matches(pattern, path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "IMG_????.jpg ~ IMG_0001.jpg ~ true",
        "IMG_????.jpg ~ IMG_001.jpg ~ false",
        "a?b/c ~ a/b/c ~ false",
        "C++ ~ C++/ ~ true",
        "a{1}|b^$.jpg ~ a{1}|b^$.jpg ~ true",
        "a.jpg ~ axjpg ~ false",
        "IMG (1).jpg ~ x/IMG (1).jpg ~ true",
        " lead.jpg ~  lead.jpg ~ true",
        " lead.jpg ~ lead.jpg ~ false",
        "x.jpg   ~ x.jpg ~ true",
        "x.jpg\\   ~ x.jpg  ~ true",
        "\\!x.jpg ~ !x.jpg ~ true",
        "\\#x.jpg ~ #x.jpg ~ true",
        "\\*.jpg ~ a.jpg ~ false",
        "\\*.jpg ~ *.jpg ~ true",
        "Übung?.jpg ~ Übungä.jpg ~ true",
        "?.jpg ~ 😁.jpg ~ true",
        "*.jpg ~ caf\uFFFD.jpg ~ true",
        "foo// ~ foo/ ~ false",
      })
  void namesAreMatchedAsGitDoes(String pattern, String path, boolean expected) {
    assertEquals(expected, matches(pattern, path));
  }

  @Test
  void linesInNamesArePartOfThem() {
    assertTrue(matches("*.jpg", "a\nb.jpg"));
    assertTrue(matches("a?b.jpg", "a\nb.jpg"));
    assertTrue(matches("x/**", "x/a\nb.jpg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "# a comment", "#"})
  void blankLinesAndCommentsAreNone(String line) {
    assertEquals(Optional.empty(), GitPattern.parse(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      value = {
        "[abc ~ a bracket that is not closed",
        "[abc\\ ~ a backslash at the end",
        "[] ~ a bracket that is not closed",
        "a\\ ~ a backslash at the end",
        "[[:letter:]] ~ no class of characters is named [:letter:]",
        "/ ~ matches nothing",
        "! ~ matches nothing",
        "!/ ~ matches nothing",
      })
  void whatCanMatchNothingIsNamed(String line, String reason) {
    var e = assertThrows(IllegalArgumentException.class, () -> GitPattern.parse(line));
    assertEquals(line + ": " + reason, e.getMessage());
  }

  @Test
  void theLastThatMatchesDecides() {
    List<GitPattern> patterns =
        List.of("*.jpg", "!keep.jpg", "keep.jpg/").stream()
            .map(line -> GitPattern.parse(line).orElseThrow())
            .toList();
    assertEquals("!keep.jpg", GitPattern.last(patterns, "x/keep.jpg", false).orElseThrow().line());
    assertEquals("*.jpg", GitPattern.last(patterns, "x/a.jpg", false).orElseThrow().line());
    assertEquals("keep.jpg/", GitPattern.last(patterns, "keep.jpg", true).orElseThrow().line());
    assertEquals(Optional.empty(), GitPattern.last(patterns, "a.png", false));
  }

  @Test
  void checksRules() {
    assertEquals(
        "exclude pattern [a: a bracket that is not closed",
        assertThrows(
                IllegalArgumentException.class,
                () -> new FolderRules(List.of(), List.of("ok", "[a"), 0))
            .getMessage());
    assertEquals(
        "include pattern !a: cannot be negated; use an exclude pattern",
        assertThrows(
                IllegalArgumentException.class, () -> new FolderRules(List.of("!a"), List.of(), 0))
            .getMessage());
    for (String line : List.of("", "# x", "a\nb")) {
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> new FolderRules(List.of(), List.of(line), 0));
      assertEquals("exclude pattern " + line + ": blank, a comment, or two lines", e.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> new FolderRules(List.of(), List.of(), -1));
  }
}
