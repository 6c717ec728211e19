package org.clipsearch.scenes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A language's words for the constants of the scenes' enums.
 *
 * <p>A file has sections, {@code [name]}, of lines {@code CONSTANT: word | word | word}, the usual
 * one first. A word may have a second form, {@code word/form}; what it is for, the file says.
 * Nothing is read of empty lines and those that start with {@code #}.
 */
final class Lexicon {
  /**
   * One way to say a constant.
   *
   * @param form empty where the file gives none
   */
  record Word(String text, String form) {}

  private record Section(int line, Map<String, List<Word>> words) {}

  private static final Pattern HEADING = Pattern.compile("\\[(\\w+)]");
  private static final String FORMS = "[^|/:\\s][^|/:]*(/[^|/:]+)?";
  private static final Pattern LINE =
      Pattern.compile("(\\w+): (" + FORMS + "( \\| " + FORMS + ")*)");

  private final String name;
  private final Map<String, Section> sections = new HashMap<>();

  private Lexicon(String name) {
    this.name = name;
  }

  /** Reads the resource of that name beside this class. */
  static Lexicon load(String name) {
    try (InputStream in = Lexicon.class.getResourceAsStream(name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return parse(name, reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file's lines.
   *
   * @throws IllegalArgumentException with the number of a line that is malformed or said twice
   */
  static Lexicon parse(String name, List<String> lines) {
    Lexicon lexicon = new Lexicon(name);
    Section section = null;
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        section = new Section(number, new HashMap<>());
        lexicon.require(
            lexicon.sections.put(heading.group(1), section) == null, number, "is there twice");
        continue;
      }
      Matcher entry = LINE.matcher(line);
      lexicon.require(section != null && entry.matches(), number, "is malformed: " + line);
      lexicon.require(
          section.words().put(entry.group(1), words(entry.group(2))) == null,
          number,
          "is there twice");
    }
    return lexicon;
  }

  /**
   * A section's words.
   *
   * @throws IllegalArgumentException with the line of its heading if it has not just these
   *     constants
   */
  <K> Map<K, List<Word>> section(String heading, Stream<? extends K> constants) {
    Section section = sections.get(heading);
    require(section != null, 0, "has no section " + heading);
    Map<K, List<Word>> words = new HashMap<>();
    constants.forEach(
        constant -> {
          List<Word> ways = section.words().get(constant.toString());
          require(ways != null, section.line(), "has no " + constant + " below it");
          words.put(constant, ways);
        });
    require(words.size() == section.words().size(), section.line(), "has unknown names below it");
    return words;
  }

  /** The usual way half of the time, else any. */
  static Word pick(List<Word> ways, SplittableRandom random) {
    return random.nextBoolean() ? ways.getFirst() : ways.get(random.nextInt(ways.size()));
  }

  private void require(boolean condition, int line, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(name + ": line " + line + " " + problem);
    }
  }

  private static List<Word> words(String ways) {
    return Pattern.compile(" \\| ")
        .splitAsStream(ways)
        .map(
            way -> {
              int slash = way.indexOf('/');
              return slash < 0
                  ? new Word(way, "")
                  : new Word(way.substring(0, slash), way.substring(slash + 1));
            })
        .toList();
  }
}
