package org.clipsearch.scenes;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.clipsearch.scenes.Lexicon.Word;

/** A language's words for all that can be said; its file tells what their second forms are for. */
final class Words {
  final Map<Noun, List<Word>> nouns;
  final Map<Colour, List<Word>> colours;
  final Map<Background, List<Word>> backgrounds;
  final Map<Weather, List<Word>> weather;

  /** Weather by itself. */
  final Map<Weather, List<Word>> skies;

  final Map<TimeOfDay, List<Word>> times;
  final Map<Size, List<Word>> sizes;
  final Map<Position, List<Word>> positions;
  final Map<Relation, List<Word>> relations;

  Words(Lexicon lexicon) {
    nouns =
        lexicon.section(
            "nouns", Stream.concat(Arrays.stream(Kind.values()), Arrays.stream(Category.values())));
    colours = lexicon.section("colours", Arrays.stream(Colour.values()));
    backgrounds = lexicon.section("backgrounds", Arrays.stream(Background.values()));
    weather = lexicon.section("weather", Arrays.stream(Weather.values()));
    skies = lexicon.section("skies", Arrays.stream(Weather.values()));
    times = lexicon.section("times", Arrays.stream(TimeOfDay.values()));
    sizes = lexicon.section("sizes", Arrays.stream(Size.values()));
    positions = lexicon.section("positions", Arrays.stream(Position.values()));
    relations = lexicon.section("relations", Arrays.stream(Relation.values()));
  }
}
