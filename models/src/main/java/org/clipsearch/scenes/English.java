package org.clipsearch.scenes;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.clipsearch.scenes.Claim.Subject;
import org.clipsearch.scenes.Lexicon.Word;

/** Scenes in English, from search words to sentences. */
public final class English implements Language {
  private static final Words WORDS = new Words(Lexicon.load("english.txt"));

  private static final List<String> NUMBERS = List.of("one", "two", "three", "four");
  private static final List<String> PICTURES =
      List.of("a picture of ", "a drawing of ", "an illustration of ", "an image of ");
  private static final List<String> CLOTHES =
      List.of(" in %s", " dressed in %s", " wearing %s", " in %s clothes");

  @Override
  public String say(Claim claim, SplittableRandom random) {
    return new Caption(claim, random).text();
  }

  @Override
  public String label(Noun noun) {
    return WORDS.nouns.get(noun).getFirst().text();
  }

  @Override
  public String label(Colour colour, Noun noun) {
    String word = WORDS.colours.get(colour).getFirst().text();
    return Language.isPerson(noun) ? label(noun) + " in " + word : word + " " + label(noun);
  }

  @Override
  public String label(int count, Noun noun) {
    return count == 1
        ? withArticle(label(noun))
        : NUMBERS.get(count - 1) + " " + plural(WORDS.nouns.get(noun).getFirst());
  }

  @Override
  public String label(Background background) {
    return WORDS.backgrounds.get(background).getFirst().text();
  }

  private static String withArticle(String words) {
    return ("aeiou".indexOf(words.charAt(0)) < 0 ? "a " : "an ") + words;
  }

  private static String plural(Word noun) {
    return noun.form().isEmpty() ? noun.text() + "s" : noun.form();
  }

  /** Words, and whether they are of several things or of a person: "them" rather than "it". */
  private record Phrase(String text, boolean plural, boolean their) {}

  /** One caption in the making; what it does not say are empty strings. */
  private static final class Caption {
    private final Claim claim;
    private final SplittableRandom random;

    /** What is not counted is a bare singular, "red bird": "red birds" would be several. */
    private final boolean terse;

    Caption(Claim claim, SplittableRandom random) {
      this.claim = claim;
      this.random = random;
      terse = claim.subjects().stream().anyMatch(s -> s.count().isEmpty());
    }

    String text() {
      if (searchable() && chance(terse ? 40 : 8)) {
        return keywords();
      }
      String text = claim.subjects().isEmpty() ? settingOnly() : scene();
      return chance(terse ? 3 : 15)
          ? Character.toUpperCase(text.charAt(0)) + text.substring(1) + "."
          : text;
    }

    private boolean searchable() {
      return claim.relation().isEmpty()
          && claim.subjects().stream().allMatch(s -> s.position().isEmpty());
    }

    /** As typed into a search box: "red bird beach night". */
    private String keywords() {
      Stream<String> subjects = claim.subjects().stream().map(s -> subject(s).text());
      Stream<String> setting =
          Stream.of(
              claim
                  .background()
                  .map(b -> withoutArticle(word(WORDS.backgrounds, b).text()))
                  .orElse(""),
              adjective(),
              claim.time().map(t -> word(WORDS.times, t).form()).orElse(""));
      List<String> words =
          (chance(70) ? Stream.concat(subjects, setting) : Stream.concat(setting, subjects))
              .filter(word -> !word.isEmpty())
              .toList();
      return String.join(chance(50) ? ", " : " ", words);
    }

    private String scene() {
      Phrase subjects = subjects();
      String what = subjects.text();
      String where = place();
      String how = condition();
      // Bare singulars do not go into sentences.
      String with = terse ? ", " : " with ";
      String thereIs = terse ? ", " : subjects.plural() ? " there are " : " there is ";
      boolean located = !where.isEmpty();
      int way = random.nextInt(10);
      if (way == 3 && !how.isEmpty()) {
        return how + ", " + join(what, where);
      }
      if (way == 4 && located) {
        return setting() + ", " + what;
      }
      if (way > 2 || !located) {
        return join(join(opening(subjects) + what, where), how);
      }
      return switch (way) {
        case 0 -> join(where + thereIs + what, how);
        case 1 -> join(where, how) + ", " + what;
        default -> join(background().text() + with + what, how);
      };
    }

    private Word background() {
      return word(WORDS.backgrounds, claim.background().orElseThrow());
    }

    private String settingOnly() {
      return claim.background().isPresent() && chance(60) ? picture() + setting() : setting();
    }

    private String opening(Phrase subjects) {
      if (terse || chance(45) || subjects.text().contains(" picture")) {
        return "";
      }
      return switch (random.nextInt(10)) {
        case 0, 1 -> subjects.plural() ? "there are " : "there is ";
        case 2 -> "I see ";
        case 3 -> "the picture shows ";
        default -> picture();
      };
    }

    private String picture() {
      return PICTURES.get(random.nextInt(PICTURES.size()));
    }

    private Phrase subjects() {
      Phrase first = placed(claim.subjects().getFirst());
      if (claim.subjects().size() == 1) {
        return first;
      }
      Phrase second = placed(claim.subjects().getLast());
      if (claim.relation().isEmpty()) {
        String and = chance(terse ? 40 : 15) ? ", " : chance(15) ? " together with " : " and ";
        return new Phrase(first.text() + and + second.text(), first.plural(), true);
      }
      Word relation = word(WORDS.relations, claim.relation().get());
      if (chance(75)) {
        String text = first.text() + " " + relation.text() + " " + second.text();
        return new Phrase(text, first.plural(), true);
      }
      String back = second.their() ? ofSeveral(relation.form()) : relation.form();
      return new Phrase(
          second.text() + " with " + first.text() + " " + back, second.plural(), true);
    }

    private static String ofSeveral(String form) {
      return form.contains(" its ")
          ? form.replace(" its ", " their ")
          : form.replace(" it", " them");
    }

    private Phrase placed(Subject subject) {
      Phrase phrase = subject(subject);
      return subject
          .position()
          .map(p -> phrase.text() + " " + word(WORDS.positions, p).text())
          .map(text -> new Phrase(text, phrase.plural(), phrase.their()))
          .orElse(phrase);
    }

    private Phrase subject(Subject subject) {
      Word noun = word(WORDS.nouns, subject.noun());
      boolean plural = subject.count().orElse(1) > 1;
      boolean person = Language.isPerson(subject.noun());
      String name = plural ? plural(noun) : noun.text();
      String size = subject.size().map(s -> word(WORDS.sizes, s).text()).orElse("");
      String colour = subject.colour().map(c -> word(WORDS.colours, c).text()).orElse("");
      String text = person ? join(size, name) + clothes(colour) : join(join(size, colour), name);
      if (subject.count().isPresent()) {
        text = counted(subject.count().getAsInt(), text);
      }
      return new Phrase(text, plural, plural || person);
    }

    private String clothes(String colour) {
      return colour.isEmpty()
          ? ""
          : CLOTHES.get(chance(50) ? 0 : random.nextInt(CLOTHES.size())).replace("%s", colour);
    }

    private String counted(int count, String words) {
      if (count == 1) {
        return chance(85) ? withArticle(words) : "one " + words;
      }
      if (count == 2 && chance(10)) {
        return "a pair of " + words;
      }
      return (chance(20) ? String.valueOf(count) : NUMBERS.get(count - 1)) + " " + words;
    }

    private String place() {
      return claim.background().map(b -> word(WORDS.backgrounds, b).form()).orElse("");
    }

    /** "in the rain", "at night", "at night in the rain", "on a rainy night". */
    private String condition() {
      String weather = claim.weather().map(w -> word(WORDS.weather, w).text()).orElse("");
      String time = claim.time().map(t -> word(WORDS.times, t).text()).orElse("");
      boolean both = !weather.isEmpty() && !time.isEmpty();
      if (both && claim.time().get() != TimeOfDay.SUNSET && chance(40)) {
        return "on " + weatherAndTime();
      }
      return chance(60) ? join(weather, time) : join(time, weather);
    }

    private String weatherAndTime() {
      return withArticle(adjective() + " " + word(WORDS.times, claim.time().orElseThrow()).form());
    }

    private String adjective() {
      boolean sunny =
          claim.weather().filter(w -> w == Weather.CLEAR).isPresent()
              && claim.time().filter(t -> t == TimeOfDay.DAY).isPresent();
      return sunny && chance(70)
          ? "sunny"
          : claim.weather().map(w -> word(WORDS.weather, w).form()).orElse("");
    }

    /** All but the subjects, as a noun: "a beach in the rain", "a rainy night on a beach". */
    private String setting() {
      boolean bareDay =
          claim.weather().isEmpty() && claim.time().filter(t -> t == TimeOfDay.DAY).isPresent();
      if (claim.background().isEmpty()) {
        return bareDay ? "daytime" : night();
      }
      if (claim.time().isPresent() && !bareDay) {
        String night = night();
        if (chance(35)) {
          return join(night, place());
        }
      }
      return join(background().text(), condition());
    }

    /** "a rainy night", "sunset", "falling snow". */
    private String night() {
      if (claim.time().isEmpty()) {
        return word(WORDS.skies, claim.weather().orElseThrow()).text();
      }
      return claim.weather().isPresent()
          ? weatherAndTime()
          : word(WORDS.times, claim.time().get()).form();
    }

    private static String withoutArticle(String words) {
      boolean article =
          words.startsWith("a ") || words.startsWith("an ") || words.startsWith("the ");
      return article ? words.substring(words.indexOf(' ') + 1) : words;
    }

    private static String join(String first, String second) {
      return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
    }

    private <K> Word word(Map<? super K, List<Word>> words, K constant) {
      return Lexicon.pick(words.get(constant), random);
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }
  }
}
