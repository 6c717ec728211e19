package org.clipsearch.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScenesTest {
  private static final int MANY = 20_000;
  private static final double TOLERANCE = 1e-9;

  @Test
  void theSameSeedGivesTheSameScene() {
    for (long seed = 0; seed < 1000; seed++) {
      assertEquals(Scenes.of(seed), Scenes.of(seed));
      assertEquals(Scenes.heldOut(seed), Scenes.heldOut(seed));
      assertNotEquals(Scenes.of(seed), Scenes.of(seed + 1));
      assertEquals(seed, Scenes.of(seed).seed());
    }
  }

  @Test
  void combinationsAreHeldOutOfOneSideAndMakeUpTheOther() {
    forMany(Scenes::of, scene -> heldOut(scene).noneMatch(held -> held));
    forMany(Scenes::heldOut, scene -> heldOut(scene).allMatch(held -> held));
  }

  @Test
  void aLookalikeHasOneOtherKindOrColourAtMost() {
    Set<String> changes = new HashSet<>();
    for (long seed = 0; seed < MANY; seed++) {
      Scene scene = Scenes.of(seed);
      Scene other = Scenes.lookalike(scene, seed + MANY);
      assertEquals(scene.background(), other.background());
      assertEquals(scene.weather(), other.weather());
      assertEquals(scene.time(), other.time());
      assertTrue(heldOut(other).noneMatch(held -> held), other::toString);
      List<Group> lost = without(scene.groups(), other.groups());
      List<Group> found = without(other.groups(), scene.groups());
      assertEquals(lost.size(), found.size(), other::toString);
      assertTrue(lost.size() <= 1, other::toString);
      for (int i = 0; i < lost.size(); i++) {
        boolean kind = lost.get(i).kind() != found.get(i).kind();
        assertTrue(!kind || lost.get(i).colour() == found.get(i).colour(), other::toString);
        assertEquals(lost.get(i).kind().category(), found.get(i).kind().category());
        changes.add(kind ? "kind" : "colour");
      }
      changes.add(lost.isEmpty() ? "neither" : "one");
    }
    assertEquals(Set.of("kind", "colour", "neither", "one"), changes);
    forMany(
        seed -> Scenes.lookalike(Scenes.heldOut(seed), seed + MANY),
        scene -> heldOut(scene).allMatch(held -> held));
  }

  @Test
  void aTenthIsHeldOutOfEachKindColourAndBackground() {
    List<Look> looks = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Colour colour : Colour.values()) {
        for (Background background : Background.values()) {
          looks.add(new Look(kind, colour, background));
        }
      }
    }
    assertEquals(0.1, share(looks, look -> true), 0.005);
    for (Kind kind : Kind.values()) {
      assertEquals(0.1, share(looks, look -> look.kind == kind), 0.05, kind::name);
    }
    for (Colour colour : Colour.values()) {
      assertEquals(0.1, share(looks, look -> look.colour == colour), 0.05, colour::name);
    }
    for (Background background : Background.values()) {
      assertEquals(
          0.1, share(looks, look -> look.background == background), 0.05, background::name);
    }
  }

  @Test
  void everythingOccurs() {
    Set<Object> seen = new HashSet<>();
    for (long seed = 0; seed < MANY; seed++) {
      Scene scene = Scenes.of(seed);
      seen.addAll(List.of(scene.background(), scene.weather(), scene.time()));
      scene.relation().ifPresent(seen::add);
      for (Group group : scene.groups()) {
        seen.addAll(List.of(group.kind(), group.colour(), group.size(), group.position()));
        seen.add(group.count());
      }
    }
    Set<Object> all = new HashSet<>();
    Stream.of(
            Kind.values(),
            Colour.values(),
            Background.values(),
            Weather.values(),
            TimeOfDay.values(),
            Size.values(),
            Position.values(),
            Relation.values())
        .map(List::of)
        .forEach(all::addAll);
    IntStream.rangeClosed(1, Group.MAX_COUNT).forEach(all::add);
    assertEquals(all, seen);
  }

  @Test
  void weatherAndTimeNeedAnOpenSky() {
    forMany(
        Scenes::of,
        scene ->
            scene.background().openSky()
                || (scene.weather() == Weather.CLEAR && scene.time() == TimeOfDay.DAY));
  }

  @Test
  void figuresStayInTheSquareAndApart() {
    forMany(
        seed -> seed % 2 == 0 ? Scenes.of(seed) : Scenes.lookalike(Scenes.of(seed - 1), seed),
        scene -> {
          List<Figure> figures =
              scene.groups().stream().flatMap(g -> g.figures().stream()).toList();
          return figures.stream().allMatch(ScenesTest::isInside)
              && IntStream.range(0, figures.size())
                  .allMatch(i -> figures.stream().skip(i + 1).noneMatch(overlaps(figures.get(i))));
        });
  }

  @Test
  void figuresAreOfTheirSize() {
    forMany(
        Scenes::of,
        scene ->
            scene.groups().stream()
                .allMatch(
                    group ->
                        group.figures().stream()
                            .allMatch(
                                f ->
                                    f.height() >= group.size().from() - TOLERANCE
                                        && f.height() <= group.size().to() + TOLERANCE)));
  }

  @Test
  void aSingleFigureIsWhereItIsSaidToBe() {
    for (Position position : Position.values()) {
      double[] places =
          LongStream.range(0, MANY)
              .mapToObj(Scenes::of)
              .filter(scene -> scene.relation().isEmpty())
              .map(scene -> scene.groups().getFirst())
              .filter(group -> group.count() == 1 && group.position() == position)
              .mapToDouble(group -> group.figures().getFirst().x())
              .toArray();
      assertTrue(places.length > 0);
      for (double x : places) {
        assertTrue(
            switch (position) {
              case LEFT -> x < 0.4;
              case MIDDLE -> x > 0.45 && x < 0.55;
              case RIGHT -> x > 0.6;
            },
            () -> position + " at " + x);
      }
    }
  }

  @Test
  void relationsAgreeWithTheFigures() {
    forMany(
        Scenes::of,
        scene -> {
          if (scene.relation().isEmpty()) {
            return scene.groups().size() == 1;
          }
          Relation relation = scene.relation().get();
          Group first = scene.groups().getFirst();
          Group second = scene.groups().getLast();
          return first.kind() != second.kind()
              && all(first, second, relation)
              && all(second, first, relation.reversed());
        });
  }

  @Test
  void whatFliesIsAboveWhatDoesNot() {
    Set<Relation> seen = EnumSet.noneOf(Relation.class);
    for (long seed = 0; seed < MANY; seed++) {
      Scene scene = Scenes.of(seed);
      if (scene.relation().isPresent()) {
        boolean first = scene.groups().getFirst().kind().flies();
        boolean second = scene.groups().getLast().kind().flies();
        Relation relation = scene.relation().get();
        seen.add(relation);
        assertEquals(first && !second, relation == Relation.ABOVE, scene::toString);
        assertEquals(second && !first, relation == Relation.BELOW, scene::toString);
      }
    }
    assertEquals(EnumSet.allOf(Relation.class), seen);
  }

  private record Look(Kind kind, Colour colour, Background background) {}

  /** How many of those looks are held out, of one. */
  private static double share(List<Look> looks, Predicate<Look> predicate) {
    return looks.stream()
        .filter(predicate)
        .mapToInt(look -> Scenes.isHeldOut(look.kind, look.colour, look.background) ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static void forMany(LongFunction<Scene> scenes, Predicate<Scene> holds) {
    for (long seed = 0; seed < MANY; seed++) {
      Scene scene = scenes.apply(seed);
      assertTrue(holds.test(scene), scene::toString);
    }
  }

  /** The groups whose kind and colour none of the others has. */
  private static List<Group> without(List<Group> groups, List<Group> others) {
    return groups.stream()
        .filter(
            group ->
                others.stream()
                    .noneMatch(o -> o.kind() == group.kind() && o.colour() == group.colour()))
        .toList();
  }

  private static Stream<Boolean> heldOut(Scene scene) {
    return scene.groups().stream()
        .map(group -> Scenes.isHeldOut(group.kind(), group.colour(), scene.background()));
  }

  private static boolean isInside(Figure f) {
    return f.x() - f.height() / 2 >= 0
        && f.x() + f.height() / 2 <= 1
        && f.y() - f.height() >= 0
        && f.y() <= 1;
  }

  /** Whether the boxes share more than their edges. */
  private static Predicate<Figure> overlaps(Figure a) {
    return b -> {
      boolean besides = Math.abs(a.x() - b.x()) >= (a.height() + b.height()) / 2 - TOLERANCE;
      boolean over = a.y() - a.height() >= b.y() - TOLERANCE;
      boolean under = b.y() - b.height() >= a.y() - TOLERANCE;
      return !besides && !over && !under;
    };
  }

  /** Whether each of a group lies so to each of another. */
  private static boolean all(Group first, Group second, Relation relation) {
    return first.figures().stream()
        .allMatch(a -> second.figures().stream().allMatch(b -> lies(a, b, relation)));
  }

  private static boolean lies(Figure a, Figure b, Relation relation) {
    return switch (relation) {
      case LEFT_OF -> a.x() < b.x();
      case RIGHT_OF -> a.x() > b.x();
      case ABOVE -> a.y() < b.y();
      case BELOW -> a.y() > b.y();
    };
  }
}
