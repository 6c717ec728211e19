package org.clipsearch.crawl;

import java.util.Locale;
import java.util.Set;

/** Translates a glob as git's wildmatch reads paths: {@code * ** ? [a-z] [!a] [[:alpha:]] \x}. */
final class GlobRegex {
  private static final Set<String> CLASSES =
      Set.of(
          "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
          "upper", "xdigit");

  private final int[] glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;

  GlobRegex(String glob) {
    this.glob = glob.codePoints().toArray();
  }

  /**
   * The expression, for whole paths.
   *
   * @throws IllegalArgumentException where the glob can match nothing
   */
  String translate() {
    while (at < glob.length) {
      int c = glob[at++];
      switch (c) {
        case '*' -> stars();
        case '?' -> regex.append("[^/]");
        case '[' -> bracket();
        case '\\' -> regex.append(literal(escaped()));
        default -> regex.append(literal(c));
      }
    }
    return regex.toString();
  }

  private static String literal(int c) {
    return "\\x{%x}".formatted(c);
  }

  private int escaped() {
    if (at == glob.length) {
      throw new IllegalArgumentException("a backslash at the end");
    }
    return glob[at++];
  }

  private boolean isAt(int index, char c) {
    return index < glob.length && glob[index] == c;
  }

  /** Two stars alone between slashes or ends stand for any folders, others for part of a name. */
  private void stars() {
    int first = at - 1;
    while (isAt(at, '*')) {
      at++;
    }
    boolean alone = first == 0 || glob[first - 1] == '/';
    if (at - first == 1 || !alone || (at < glob.length && glob[at] != '/')) {
      regex.append("[^/]*");
    } else if (at == glob.length) {
      regex.append(".*");
    } else {
      regex.append("(?:.*/)?");
      at++;
    }
  }

  /** A bracket never stands for a slash, even where it is named in it. */
  private void bracket() {
    boolean negated = isAt(at, '!') || isAt(at, '^');
    at += negated ? 1 : 0;
    StringBuilder members = new StringBuilder();
    int first = at;
    int before = -1; // what a range may begin with
    while (!isAt(at, ']') || at == first) {
      if (isAt(at, '-') && before >= 0 && at + 1 < glob.length && glob[at + 1] != ']') {
        at++;
        members.append(range(before, member()));
        before = -1;
      } else if (isAt(at, '[') && isAt(at + 1, ':') && classEnd() > 0) {
        members.append(characterClass());
        before = -1;
      } else {
        before = member();
        members.append(literal(before));
      }
    }
    at++;
    if (members.isEmpty()) {
      regex.append(negated ? "[^/]" : "(?!)");
    } else {
      regex.append("(?!/)[").append(negated ? "^" : "").append(members).append(']');
    }
  }

  private int member() {
    if (at == glob.length) {
      throw new IllegalArgumentException("a bracket that is not closed");
    }
    int c = glob[at++];
    return c == '\\' ? escaped() : c;
  }

  private static String range(int from, int to) {
    return from <= to ? literal(from) + "-" + literal(to) : "";
  }

  /** Where the name of a class ends that begins here; 0 where it is no class after all. */
  private int classEnd() {
    int end = at + 2;
    while (end < glob.length && glob[end] != ']') {
      end++;
    }
    return end < glob.length && end > at + 2 && glob[end - 1] == ':' ? end - 1 : 0;
  }

  private String characterClass() {
    int end = classEnd();
    String name = new String(glob, at + 2, end - at - 2);
    if (!CLASSES.contains(name)) {
      throw new IllegalArgumentException("no class of characters is named [:" + name + ":]");
    }
    at = end + 2;
    String java = name.equals("xdigit") ? "XDigit" : name.substring(0, 1).toUpperCase(Locale.ROOT);
    return "\\p{" + (java.length() > 1 ? java : java + name.substring(1)) + "}";
  }
}
