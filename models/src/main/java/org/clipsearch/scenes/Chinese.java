package org.clipsearch.scenes;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.clipsearch.scenes.Claim.Subject;
import org.clipsearch.scenes.Lexicon.Word;

/** Scenes in Chinese, from search words to sentences. */
public final class Chinese implements Language {
  private static final Words WORDS = new Words(Lexicon.load("chinese.txt"));

  /** Before a measure word. */
  private static final List<String> NUMBERS = List.of("一", "两", "三", "四");

  private static final List<String> PICTURES = List.of("一幅画，画着", "画面上是", "图上画着", "图片里是");
  private static final List<String> THERE_IS = List.of("图中有", "画面上有", "图里有", "画里有");

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
    return (Language.isPerson(noun) ? "穿" + word + "衣服的" : word + "的") + label(noun);
  }

  @Override
  public String label(int count, Noun noun) {
    return NUMBERS.get(count - 1) + WORDS.nouns.get(noun).getFirst().form() + label(noun);
  }

  @Override
  public String label(Background background) {
    return WORDS.backgrounds.get(background).getFirst().text();
  }

  /** One caption in the making; what it does not say are empty strings. */
  private static final class Caption {
    private final Claim claim;
    private final SplittableRandom random;

    Caption(Claim claim, SplittableRandom random) {
      this.claim = claim;
      this.random = random;
    }

    String text() {
      boolean counted = claim.subjects().stream().allMatch(s -> s.count().isPresent());
      if (searchable() && chance(counted ? 12 : 30)) {
        return keywords();
      }
      String text = claim.subjects().isEmpty() ? settingOnly() : scene();
      return chance(8) ? text + "。" : text;
    }

    private boolean searchable() {
      return claim.relation().isEmpty()
          && claim.subjects().stream().allMatch(s -> s.position().isEmpty());
    }

    /** As typed into a search box: "雪地 狗". */
    private String keywords() {
      Stream<String> subjects = claim.subjects().stream().map(this::subject);
      Stream<String> setting =
          Stream.of(
              claim.background().map(b -> word(WORDS.backgrounds, b).text()).orElse(""),
              claim.weather().map(w -> word(WORDS.skies, w).text()).orElse(""),
              claim.time().map(t -> word(WORDS.times, t).form()).orElse(""));
      List<String> words =
          (chance(65) ? Stream.concat(subjects, setting) : Stream.concat(setting, subjects))
              .filter(word -> !word.isEmpty())
              .toList();
      return String.join(chance(30) ? "，" : " ", words);
    }

    private String settingOnly() {
      String picture = PICTURES.get(random.nextInt(PICTURES.size()));
      return claim.background().isPresent() && chance(20) ? picture + setting() : setting();
    }

    private String scene() {
      return claim.relation().isPresent() || (placed() && chance(60))
          ? clause(claim.relation().map(this::related).orElseGet(this::standing))
          : noun(list());
    }

    private boolean placed() {
      return claim.subjects().stream().allMatch(s -> s.position().isPresent());
    }

    private boolean set() {
      return claim.background().isPresent()
          || claim.weather().isPresent()
          || claim.time().isPresent();
    }

    /** A scene whose subjects are a sentence: "一只鸟在房子左边". */
    private String clause(String text) {
      if (set()) {
        return (claim.background().isPresent() && chance(60) ? location() : setting()) + "，" + text;
      }
      return chance(20) && !text.startsWith("画面") ? "图中" + text : text;
    }

    /** A scene whose subjects are a noun: "两只红色的鸟". */
    private String noun(String text) {
      // After a place, "on the left" would be on the left of that place.
      boolean free = claim.subjects().stream().noneMatch(s -> s.position().isPresent());
      if (!set()) {
        return free ? pictured(text) : text;
      }
      if (free && claim.background().isEmpty() && claim.weather().isEmpty() && chance(40)) {
        return attribute() + text;
      }
      boolean located = claim.background().isPresent();
      return switch (located && free ? random.nextInt(10) : random.nextInt(7, 10)) {
        case 0, 1, 2 -> location() + "有" + text;
        case 3, 4 -> pictured(place() + "的" + text);
        case 5, 6 -> text + "在" + place();
        default -> (located && chance(30) ? location() : setting()) + "，" + text;
      };
    }

    private String pictured(String noun) {
      return switch (random.nextInt(10)) {
        case 0, 1 -> PICTURES.get(random.nextInt(PICTURES.size())) + noun;
        case 2 -> THERE_IS.get(random.nextInt(THERE_IS.size())) + noun;
        default -> noun;
      };
    }

    private String related(Relation relation) {
      String first = subject(claim.subjects().getFirst());
      String second = subject(claim.subjects().getLast());
      String side = word(WORDS.relations, relation).text();
      return switch (random.nextInt(10)) {
        case 0, 1, 2 -> first + "在" + second + side;
        case 3, 4 -> first + "在" + second + "的" + side;
        case 5, 6, 7 -> second + side + "有" + first;
        default -> second + side + "的" + first;
      };
    }

    /** Where in the picture the subjects are: "左边有一只鸟，右边有一棵树". */
    private String standing() {
      boolean there = chance(70);
      List<String> parts =
          claim.subjects().stream()
              .map(
                  s -> {
                    String side = word(WORDS.positions, s.position().orElseThrow()).text();
                    return there ? side + "有" + subject(s) : subject(s) + "在" + side;
                  })
              .toList();
      return String.join("，", parts);
    }

    private String list() {
      List<String> parts =
          claim.subjects().stream()
              .map(
                  s ->
                      s.position().map(p -> word(WORDS.positions, p).text() + "的").orElse("")
                          + subject(s))
              .toList();
      return String.join(chance(75) ? "和" : "、", parts);
    }

    private String subject(Subject subject) {
      Word noun = word(WORDS.nouns, subject.noun());
      String number = "";
      if (subject.count().isPresent()) {
        int count = subject.count().getAsInt();
        number = (chance(20) ? String.valueOf(count) : NUMBERS.get(count - 1)) + noun.form();
      }
      return number
          + (Language.isPerson(subject.noun()) ? person(subject, noun) : thing(subject, noun));
    }

    private String person(Subject subject, Word noun) {
      // 小人 and 大人 would be something else.
      String size = subject.size().map(s -> word(WORDS.sizes, s).form()).orElse("");
      return size
          + subject.colour().map(c -> clothes(word(WORDS.colours, c))).orElse("")
          + noun.text();
    }

    private String clothes(Word colour) {
      boolean brief = !colour.form().isEmpty();
      return switch (random.nextInt(brief ? 10 : 6)) {
        case 0 -> "穿着" + colour.text() + "衣服的";
        case 1 -> "身穿" + colour.text() + "衣服的";
        case 6, 7 -> "穿" + colour.form() + "衣服的";
        case 8, 9 -> colour.form() + "衣";
        default -> "穿" + colour.text() + "衣服的";
      };
    }

    private String thing(Subject subject, Word noun) {
      // 红灯, 黄书 and 红东西 would be something else, and nobody says 红摩天大楼.
      boolean brief = subject.noun() instanceof Kind && noun.text().length() == 2;
      String colour = subject.colour().map(c -> colour(word(WORDS.colours, c), brief)).orElse("");
      if (subject.size().isEmpty()) {
        return before(colour, noun.text());
      }
      Word size = word(WORDS.sizes, subject.size().get());
      // 小巴士 is another kind of bus, 大灯 a headlight, and 大红 a shade of red.
      boolean compound =
          subject.noun() == Kind.LAMP
              || noun.text().contains("大")
              || (subject.noun() instanceof Kind kind && kind.category() == Category.VEHICLE);
      return compound || colour.length() == 1 || chance(30)
          ? size.form() + before(colour, noun.text())
          : before(colour, size.text() + noun.text());
    }

    /** "红", "红色" or "红色的". */
    private String colour(Word colour, boolean brief) {
      int percent = random.nextInt(100);
      if (percent < 20 && brief && !colour.form().isEmpty()) {
        return colour.form();
      }
      return percent < 45 ? colour.text() : colour.text() + "的";
    }

    /** 红色鸟 lacks its 的; 红色汽车 does not. */
    private static String before(String colour, String noun) {
      return noun.length() == 1 && colour.endsWith("色") ? colour + "的" + noun : colour + noun;
    }

    /** "夜晚下雨的海滩上", "下雨的夜晚，海滩上". */
    private String location() {
      if (claim.time().isPresent() && chance(40)) {
        Word where = word(WORDS.backgrounds, claim.background().orElseThrow());
        return moment() + "，" + where.text() + where.form();
      }
      return place();
    }

    private String place() {
      Word where = word(WORDS.backgrounds, claim.background().orElseThrow());
      return attribute() + where.text() + where.form();
    }

    /** All but the subjects, as a noun: "夜晚下雨的海滩", "城市里下雨的夜晚". */
    private String setting() {
      if (claim.background().isEmpty()) {
        return claim.time().isPresent()
            ? moment()
            : word(WORDS.skies, claim.weather().orElseThrow()).text();
      }
      Word where = word(WORDS.backgrounds, claim.background().get());
      boolean dark = claim.time().filter(time -> time != TimeOfDay.DAY).isPresent();
      if (dark && chance(40)) {
        return where.text() + where.form() + (claim.weather().isEmpty() ? "的" : "") + moment();
      }
      if (dark && where.text().length() > 1 && chance(20)) {
        String weather = claim.weather().map(w -> word(WORDS.weather, w).text() + "的").orElse("");
        return weather + where.text() + word(WORDS.times, claim.time().get()).form();
      }
      return attribute() + where.text();
    }

    /** "夜晚", "下雨的夜晚". */
    private String moment() {
      return claim.weather().map(w -> word(WORDS.weather, w).text() + "的").orElse("")
          + word(WORDS.times, claim.time().orElseThrow()).form();
    }

    /** "夜晚的", "下雨的", "夜晚下雨的". */
    private String attribute() {
      String words =
          claim.time().map(t -> word(WORDS.times, t).text()).orElse("")
              + claim.weather().map(w -> word(WORDS.weather, w).text()).orElse("");
      return words.isEmpty() ? "" : words + "的";
    }

    private <K> Word word(Map<? super K, List<Word>> words, K constant) {
      return Lexicon.pick(words.get(constant), random);
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }
  }
}
