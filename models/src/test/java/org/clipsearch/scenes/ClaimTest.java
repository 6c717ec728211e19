package org.clipsearch.scenes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.clipsearch.scenes.Claim.Subject;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final Group TWO_RED_BIRDS = SceneMaker.group(2, Colour.RED, Kind.BIRD);
  private static final Group WHITE_HOUSE = SceneMaker.group(1, Colour.WHITE, Kind.HOUSE);
  private static final Scene SCENE = SceneMaker.scene(Relation.LEFT_OF, TWO_RED_BIRDS, WHITE_HOUSE);
  private static final Subject BIRD = subject(Kind.BIRD);
  private static final Subject HOUSE = subject(Kind.HOUSE);

  @Test
  void whatIsLeftOpenHoldsForAll() {
    assertTrue(claim(List.of(), Optional.empty()).holdsFor(SCENE));
    assertTrue(claim(List.of(BIRD), Optional.empty()).holdsFor(SCENE));
    assertTrue(claim(List.of(HOUSE), Optional.empty()).holdsFor(SCENE));
    assertFalse(claim(List.of(subject(Kind.DUCK)), Optional.empty()).holdsFor(SCENE));
  }

  @Test
  void aCategoryCoversItsKinds() {
    assertTrue(claim(List.of(subject(Category.ANIMAL)), Optional.empty()).holdsFor(SCENE));
    assertTrue(claim(List.of(subject(Category.BUILDING)), Optional.empty()).holdsFor(SCENE));
    assertFalse(claim(List.of(subject(Category.PLANT)), Optional.empty()).holdsFor(SCENE));
  }

  @Test
  void countsAreExact() {
    for (int count = 1; count <= Group.MAX_COUNT; count++) {
      Subject birds = subject(Kind.BIRD, OptionalInt.of(count), Optional.empty());
      boolean holds = claim(List.of(birds), Optional.empty()).holdsFor(SCENE);
      assertTrue(holds == (count == 2), "count " + count);
    }
  }

  @Test
  void allOfACategoryAreCounted() {
    Scene scene =
        SceneMaker.scene(
            Relation.LEFT_OF, TWO_RED_BIRDS, SceneMaker.group(1, Colour.BLACK, Kind.DOG));
    for (int count = 1; count <= Group.MAX_COUNT; count++) {
      Subject animals = subject(Category.ANIMAL, OptionalInt.of(count), Optional.empty());
      boolean holds = claim(List.of(animals), Optional.empty()).holdsFor(scene);
      assertTrue(holds == (count == 3), "count " + count);
    }
  }

  @Test
  void colourIsThatOfTheSameGroup() {
    assertTrue(birdsAre(Colour.RED, Size.SMALL, Position.LEFT));
    assertFalse(birdsAre(Colour.WHITE, Size.SMALL, Position.LEFT));
    assertFalse(birdsAre(Colour.RED, Size.LARGE, Position.LEFT));
    assertFalse(birdsAre(Colour.RED, Size.SMALL, Position.RIGHT));
  }

  @Test
  void relationsHoldInBothOrders() {
    for (Relation relation : Relation.values()) {
      Optional<Relation> said = Optional.of(relation);
      assertTrue(
          claim(List.of(BIRD, HOUSE), said).holdsFor(SCENE) == (relation == Relation.LEFT_OF));
      assertTrue(
          claim(List.of(HOUSE, BIRD), said).holdsFor(SCENE) == (relation == Relation.RIGHT_OF));
    }
    assertTrue(claim(List.of(HOUSE, BIRD), Optional.empty()).holdsFor(SCENE));
  }

  @Test
  void twoSubjectsAreTwoGroups() {
    assertFalse(claim(List.of(BIRD, BIRD), Optional.empty()).holdsFor(SCENE));
    Scene birds =
        new Scene(
            1,
            Background.BEACH,
            Weather.RAIN,
            TimeOfDay.NIGHT,
            List.of(TWO_RED_BIRDS),
            Optional.empty());
    assertFalse(claim(List.of(BIRD, HOUSE), Optional.empty()).holdsFor(birds));
  }

  @Test
  void settingIsAsItIs() {
    assertTrue(setting(Background.BEACH, Weather.RAIN, TimeOfDay.NIGHT).holdsFor(SCENE));
    assertFalse(setting(Background.LAKE, Weather.RAIN, TimeOfDay.NIGHT).holdsFor(SCENE));
    assertFalse(setting(Background.BEACH, Weather.SNOW, TimeOfDay.NIGHT).holdsFor(SCENE));
    assertFalse(setting(Background.BEACH, Weather.RAIN, TimeOfDay.DAY).holdsFor(SCENE));
  }

  @Test
  void withoutAnOpenSkyThereIsNoWeather() {
    Scene room =
        new Scene(
            1,
            Background.LIVING_ROOM,
            Weather.CLEAR,
            TimeOfDay.DAY,
            List.of(TWO_RED_BIRDS),
            Optional.empty());
    assertFalse(setting(Background.LIVING_ROOM, Weather.CLEAR, TimeOfDay.DAY).holdsFor(room));
    assertTrue(
        new Claim(
                List.of(),
                Optional.empty(),
                Optional.of(Background.LIVING_ROOM),
                Optional.empty(),
                Optional.empty())
            .holdsFor(room));
  }

  private static boolean birdsAre(Colour colour, Size size, Position position) {
    Subject birds =
        new Subject(
            Kind.BIRD,
            Optional.of(colour),
            OptionalInt.empty(),
            Optional.of(size),
            Optional.of(position));
    return claim(List.of(birds), Optional.empty()).holdsFor(SCENE);
  }

  private static Claim setting(Background background, Weather weather, TimeOfDay time) {
    return new Claim(
        List.of(),
        Optional.empty(),
        Optional.of(background),
        Optional.of(weather),
        Optional.of(time));
  }

  private static Claim claim(List<Subject> subjects, Optional<Relation> relation) {
    return new Claim(subjects, relation, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Subject subject(Noun noun) {
    return subject(noun, OptionalInt.empty(), Optional.empty());
  }

  private static Subject subject(Noun noun, OptionalInt count, Optional<Colour> colour) {
    return new Subject(noun, colour, count, Optional.empty(), Optional.empty());
  }
}
