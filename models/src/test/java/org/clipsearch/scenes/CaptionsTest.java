package org.clipsearch.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clipsearch.scenes.Claim.Subject;
import org.junit.jupiter.api.Test;

class CaptionsTest {
  private static final Language ENGLISH = new English();
  private static final Language CHINESE = new Chinese();
  private static final int MANY = 20_000;

  private static final Map<String, Colour> ENGLISH_COLOURS =
      Map.ofEntries(
          Map.entry("red", Colour.RED),
          Map.entry("orange", Colour.ORANGE),
          Map.entry("yellow", Colour.YELLOW),
          Map.entry("green", Colour.GREEN),
          Map.entry("blue", Colour.BLUE),
          Map.entry("purple", Colour.PURPLE),
          Map.entry("violet", Colour.PURPLE),
          Map.entry("pink", Colour.PINK),
          Map.entry("brown", Colour.BROWN),
          Map.entry("black", Colour.BLACK),
          Map.entry("grey", Colour.GREY),
          Map.entry("gray", Colour.GREY),
          Map.entry("white", Colour.WHITE));
  private static final Map<Character, Colour> CHINESE_COLOURS =
      Map.ofEntries(
          Map.entry('红', Colour.RED),
          Map.entry('橙', Colour.ORANGE),
          Map.entry('橘', Colour.ORANGE),
          Map.entry('黄', Colour.YELLOW),
          Map.entry('绿', Colour.GREEN),
          Map.entry('蓝', Colour.BLUE),
          Map.entry('紫', Colour.PURPLE),
          Map.entry('粉', Colour.PINK),
          Map.entry('棕', Colour.BROWN),
          Map.entry('褐', Colour.BROWN),
          Map.entry('黑', Colour.BLACK),
          Map.entry('灰', Colour.GREY),
          Map.entry('白', Colour.WHITE));

  private static final Claim TWO_RED_BIRDS =
      claim(subject(Kind.BIRD, Optional.of(Colour.RED), OptionalInt.of(2)));

  @Test
  void englishNamesTheColoursOfTheClaimAndNoOther() {
    forMany(
        ENGLISH,
        (claim, caption) ->
            assertEquals(
                colours(claim),
                words(caption)
                    .map(ENGLISH_COLOURS::get)
                    .filter(c -> c != null)
                    .collect(Collectors.toSet()),
                caption));
  }

  @Test
  void chineseNamesTheColoursOfTheClaimAndNoOther() {
    forMany(
        CHINESE,
        (claim, caption) -> {
          // These hold the characters of other colours, or of none.
          String plain = caption.replace("粉红", "粉").replace("黄昏", "").replace("白天", "");
          plain = plain.replace("棕榈", "");
          assertEquals(
              colours(claim),
              plain
                  .chars()
                  .mapToObj(c -> CHINESE_COLOURS.get((char) c))
                  .filter(c -> c != null)
                  .collect(Collectors.toSet()),
              caption);
        });
  }

  @Test
  void aCountIsSaidOnlyIfClaimed() {
    Set<String> numbers = Set.of("one", "two", "three", "four", "pair", "1", "2", "3", "4");
    forMany(
        ENGLISH,
        (claim, caption) -> {
          if (claim.subjects().stream().allMatch(s -> s.count().isEmpty())) {
            assertTrue(words(caption).noneMatch(numbers::contains), caption);
          }
        });
    forMany(
        CHINESE,
        (claim, caption) -> {
          if (claim.subjects().stream().allMatch(s -> s.count().isEmpty())) {
            String plain = caption.replace("一幅画", "");
            assertFalse(Pattern.compile("[一两三四1-4]").matcher(plain).find(), caption);
          }
        });
  }

  @Test
  void leftAndRightAreSaidIfAndOnlyIfClaimed() {
    Set<String> sides = Set.of("left", "right");
    forMany(
        ENGLISH,
        (claim, caption) ->
            assertEquals(sided(claim), words(caption).anyMatch(sides::contains), caption));
    Pattern side = Pattern.compile("[左右]");
    forMany(
        CHINESE,
        (claim, caption) -> assertEquals(sided(claim), side.matcher(caption).find(), caption));
  }

  @Test
  void theUsualPhrasesAreAmongThoseSaid() {
    assertTrue(ways(ENGLISH, TWO_RED_BIRDS).contains("two red birds"));
    assertTrue(ways(ENGLISH, TWO_RED_BIRDS).contains("a picture of two red birds"));
    assertTrue(ways(CHINESE, TWO_RED_BIRDS).contains("两只红色的鸟"));
    Claim car = claim(subject(Kind.CAR, Optional.of(Colour.RED), OptionalInt.empty()));
    assertTrue(ways(ENGLISH, car).containsAll(List.of("red car", "Red car.")));
    assertTrue(ways(CHINESE, car).containsAll(List.of("红色的汽车", "红汽车")));
    Claim cook = claim(subject(Kind.COOK, Optional.of(Colour.GREEN), OptionalInt.of(1)));
    assertTrue(
        ways(ENGLISH, cook).containsAll(List.of("a cook in green", "a chef dressed in green")));
    assertTrue(ways(CHINESE, cook).containsAll(List.of("一位穿绿色衣服的厨师", "一名绿衣厨师")));
  }

  @Test
  void severalAreSaidOfTheCountedOnly() {
    for (String way :
        ways(ENGLISH, claim(subject(Kind.BIRD, Optional.empty(), OptionalInt.empty())))) {
      assertFalse(way.contains("birds"), way);
    }
    for (int count = 1; count <= Group.MAX_COUNT; count++) {
      Claim claim = claim(subject(Kind.BIRD, Optional.empty(), OptionalInt.of(count)));
      String number =
          List.of(
                  "(a|one|A|One)",
                  "(two|2|a pair of|Two|A pair of)",
                  "(three|3|Three)",
                  "(four|4|Four)")
              .get(count - 1);
      for (String way : ways(ENGLISH, claim)) {
        assertTrue(way.matches("(.* )?" + number + " birds?.?"), way);
        assertEquals(count > 1, way.contains("birds"), way);
      }
      String chinese = List.of("[一1]", "[两2]", "[三3]", "[四4]").get(count - 1);
      for (String way : ways(CHINESE, claim)) {
        assertTrue(way.matches(".*" + chinese + "只鸟。?"), way);
      }
    }
  }

  @Test
  void wholeScenesAreSaidInOrder() {
    Claim dog =
        new Claim(
            List.of(subject(Kind.DOG, Optional.empty(), OptionalInt.empty())),
            Optional.empty(),
            Optional.of(Background.SNOWFIELD),
            Optional.empty(),
            Optional.empty());
    assertTrue(ways(ENGLISH, dog).contains("dog in the snow"));
    assertTrue(ways(CHINESE, dog).containsAll(List.of("雪地 狗", "雪地里的狗", "雪地上有狗")));
    Claim boat =
        new Claim(
            List.of(
                subject(Kind.SAILBOAT, Optional.of(Colour.RED), OptionalInt.of(1)),
                subject(Kind.HOUSE, Optional.of(Colour.WHITE), OptionalInt.of(1))),
            Optional.of(Relation.LEFT_OF),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertTrue(ways(ENGLISH, boat).contains("a red sailboat to the left of a white house"));
    assertTrue(ways(ENGLISH, boat).contains("a white house with a red sailboat to its left"));
    assertTrue(ways(CHINESE, boat).contains("一座白房子左边有一艘红色的帆船"));
    assertTrue(ways(CHINESE, boat).contains("一艘红色的帆船在一座白色的房子的左边"));
  }

  @Test
  void thereAreFewWords() {
    Set<String> words = new HashSet<>();
    forMany(ENGLISH, (claim, caption) -> words(caption).forEach(words::add));
    assertTrue(words.size() <= 350, () -> words.size() + " words");
    Set<Integer> characters = new HashSet<>();
    forMany(CHINESE, (claim, caption) -> caption.chars().forEach(characters::add));
    assertTrue(characters.size() <= 300, () -> characters.size() + " characters");
  }

  @Test
  void everyNounAndBackgroundHasItsOwnLabel() {
    for (Language language : List.of(ENGLISH, CHINESE)) {
      List<String> labels =
          Stream.of(
                  Arrays.stream(Kind.values()).map(language::label),
                  Arrays.stream(Category.values()).map(language::label),
                  Arrays.stream(Background.values()).map(language::label))
              .flatMap(names -> names)
              .toList();
      assertEquals(labels.size(), Set.copyOf(labels).size(), labels::toString);
      assertFalse(labels.contains(""));
    }
    assertEquals("red bird", ENGLISH.label(Colour.RED, Kind.BIRD));
    assertEquals("cook in green", ENGLISH.label(Colour.GREEN, Kind.COOK));
    assertEquals("an elephant", ENGLISH.label(1, Kind.ELEPHANT));
    assertEquals("two sheep", ENGLISH.label(2, Kind.SHEEP));
    assertEquals("four cars", ENGLISH.label(4, Kind.CAR));
    assertEquals("a beach", ENGLISH.label(Background.BEACH));
    assertEquals("红色的鸟", CHINESE.label(Colour.RED, Kind.BIRD));
    assertEquals("穿绿色衣服的厨师", CHINESE.label(Colour.GREEN, Kind.COOK));
    assertEquals("一头大象", CHINESE.label(1, Kind.ELEPHANT));
    assertEquals("两只鸟", CHINESE.label(2, Kind.BIRD));
    assertEquals("海滩", CHINESE.label(Background.BEACH));
  }

  @Test
  void theSameSeedGivesTheSameCaption() {
    for (int seed = 0; seed < 100; seed++) {
      assertEquals(
          ENGLISH.say(TWO_RED_BIRDS, new SplittableRandom(seed)),
          ENGLISH.say(TWO_RED_BIRDS, new SplittableRandom(seed)));
    }
  }

  @Test
  void faultyLexiconsAreRefusedWithTheirLine() {
    assertFault("x: line 2 is malformed: BIRD bird", "[nouns]", "BIRD bird");
    assertFault("x: line 1 is malformed: BIRD: bird", "BIRD: bird");
    assertFault("x: line 2 is malformed: BIRD: bird |", "[nouns]", "BIRD: bird |");
    assertFault("x: line 3 is there twice", "[nouns]", "BIRD: bird", "BIRD: birdie");
    assertFault("x: line 2 has no DAY below it", "# when", "[times]", "NIGHT: night");
    assertFault("x: line 1 has unknown names below it", "[times]", "DAY: a", "NOON: b");
  }

  private static void assertFault(String message, String... lines) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Lexicon.parse("x", List.of(lines)).section("times", Stream.of(TimeOfDay.DAY)));
    assertEquals(message, e.getMessage());
  }

  private static void forMany(Language language, BiConsumer<Claim, String> check) {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < MANY; i++) {
      Claim claim = Claims.of(SceneMaker.random(random), random);
      check.accept(claim, language.say(claim, random));
    }
  }

  private static Set<String> ways(Language language, Claim claim) {
    SplittableRandom random = new SplittableRandom(7);
    return Stream.generate(() -> language.say(claim, random))
        .limit(MANY)
        .collect(Collectors.toSet());
  }

  private static boolean sided(Claim claim) {
    return claim.relation().filter(r -> r == Relation.LEFT_OF || r == Relation.RIGHT_OF).isPresent()
        || claim.subjects().stream()
            .anyMatch(s -> s.position().filter(p -> p != Position.MIDDLE).isPresent());
  }

  private static Set<Colour> colours(Claim claim) {
    Set<Colour> colours = EnumSet.noneOf(Colour.class);
    claim.subjects().forEach(s -> s.colour().ifPresent(colours::add));
    return colours;
  }

  private static Stream<String> words(String caption) {
    return Pattern.compile("[ ,.]+").splitAsStream(caption.toLowerCase(Locale.ROOT));
  }

  private static Claim claim(Subject subject) {
    return new Claim(
        List.of(subject), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Subject subject(Noun noun, Optional<Colour> colour, OptionalInt count) {
    return new Subject(noun, colour, count, Optional.empty(), Optional.empty());
  }
}
