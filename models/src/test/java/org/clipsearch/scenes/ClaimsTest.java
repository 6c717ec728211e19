package org.clipsearch.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.clipsearch.scenes.Claim.Subject;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final int MANY = 20_000;

  @Test
  void whatIsClaimedIsTrue() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < MANY; i++) {
      Scene scene = SceneMaker.random(random);
      Claim claim = Claims.of(scene, random);
      assertTrue(claim.holdsFor(scene), () -> claim + " of " + scene);
    }
  }

  @Test
  void somethingIsAlwaysSaid() {
    assertEquals(
        0,
        share(
            claim ->
                claim.subjects().isEmpty()
                    && claim.background().isEmpty()
                    && claim.weather().isEmpty()
                    && claim.time().isEmpty()));
  }

  @Test
  void aSingleSubjectsCountIsThatOfAllItCovers() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < MANY; i++) {
      Scene scene = SceneMaker.random(random);
      Claim claim = Claims.of(scene, random);
      if (claim.subjects().size() == 1 && claim.subjects().getFirst().count().isPresent()) {
        Subject said = claim.subjects().getFirst();
        Subject open =
            new Subject(
                said.noun(), said.colour(), OptionalInt.empty(), said.size(), said.position());
        int covered = scene.groups().stream().filter(open::holdsFor).mapToInt(Group::count).sum();
        assertEquals(said.count().getAsInt(), covered, () -> claim + " of " + scene);
      }
    }
  }

  @Test
  void claimsAreOfAllLengths() {
    assertEquals(0.10, share(claim -> claim.subjects().isEmpty()), 0.02);
    assertEquals(0.125, share(claim -> claim.subjects().size() == 2), 0.02);
    assertEquals(0.0625, share(claim -> claim.relation().isPresent()), 0.02);
    assertTrue(share(claim -> claim.background().isPresent()) > 0.25);
    assertTrue(share(claim -> claim.weather().isPresent()) > 0.08);
    assertTrue(share(claim -> claim.time().isPresent()) > 0.08);
    assertEquals(0.66, share(any(s -> s.colour().isPresent())), 0.06);
    assertTrue(share(any(s -> s.noun() instanceof Category)) > 0.04);
  }

  @Test
  void aMediumSizeIsNotWorthSaying() {
    assertEquals(0, share(any(s -> s.size().equals(Optional.of(Size.MEDIUM)))));
  }

  @Test
  void relationsAreSaidInBothOrders() {
    Scene scene =
        SceneMaker.scene(
            Relation.ABOVE,
            SceneMaker.group(1, Colour.RED, Kind.KITE),
            SceneMaker.group(1, Colour.BLUE, Kind.CAR));
    SplittableRandom random = new SplittableRandom(3);
    boolean above = false;
    boolean below = false;
    for (int i = 0; i < 1000; i++) {
      Optional<Relation> relation = Claims.of(scene, random).relation();
      above |= relation.equals(Optional.of(Relation.ABOVE));
      below |= relation.equals(Optional.of(Relation.BELOW));
      assertFalse(relation.equals(Optional.of(Relation.LEFT_OF)));
    }
    assertTrue(above && below);
  }

  @Test
  void theSameSeedGivesTheSameClaim() {
    Scene scene = SceneMaker.random(new SplittableRandom(4));
    for (int seed = 0; seed < 100; seed++) {
      assertEquals(
          Claims.of(scene, new SplittableRandom(seed)),
          Claims.of(scene, new SplittableRandom(seed)));
    }
  }

  private static Predicate<Claim> any(Predicate<Subject> predicate) {
    return claim -> claim.subjects().stream().anyMatch(predicate);
  }

  /** Of the claims of random scenes, half of which have two groups. */
  private static double share(Predicate<Claim> predicate) {
    SplittableRandom random = new SplittableRandom(5);
    int count = 0;
    for (int i = 0; i < MANY; i++) {
      if (predicate.test(Claims.of(SceneMaker.random(random), random))) {
        count++;
      }
    }
    return (double) count / MANY;
  }
}
