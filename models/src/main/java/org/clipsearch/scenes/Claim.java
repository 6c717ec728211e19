package org.clipsearch.scenes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a caption says of a scene; what is empty, it leaves open.
 *
 * @param subjects none to two groups that it names
 * @param relation how the first subject lies to the second
 */
public record Claim(
    List<Subject> subjects,
    Optional<Relation> relation,
    Optional<Background> background,
    Optional<Weather> weather,
    Optional<TimeOfDay> time) {
  public Claim {
    subjects = List.copyOf(subjects);
  }

  /** One or more of something, anywhere. */
  public static Claim of(Noun noun) {
    return of(noun, Optional.empty(), OptionalInt.empty());
  }

  /** One or more of something in a colour. */
  public static Claim of(Colour colour, Noun noun) {
    return of(noun, Optional.of(colour), OptionalInt.empty());
  }

  /** Exactly so many of something in a colour. */
  public static Claim of(int count, Colour colour, Noun noun) {
    return of(noun, Optional.of(colour), OptionalInt.of(count));
  }

  private static Claim of(Noun noun, Optional<Colour> colour, OptionalInt count) {
    Subject subject = new Subject(noun, colour, count, Optional.empty(), Optional.empty());
    return new Claim(
        List.of(subject), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same there. */
  public Claim in(Background where) {
    return new Claim(subjects, relation, Optional.of(where), weather, time);
  }

  /** The same in that weather. */
  public Claim in(Weather how) {
    return new Claim(subjects, relation, background, Optional.of(how), time);
  }

  /** The same at that time. */
  public Claim at(TimeOfDay when) {
    return new Claim(subjects, relation, background, weather, Optional.of(when));
  }

  /**
   * What a caption says of one group.
   *
   * @param count exactly so many; without it, one or more
   */
  public record Subject(
      Noun noun,
      Optional<Colour> colour,
      OptionalInt count,
      Optional<Size> size,
      Optional<Position> position) {

    /** "Two animals" are also a bird and a dog, and not two birds and a dog. */
    boolean holdsFor(List<Group> groups) {
      int shown = groups.stream().filter(this::covers).mapToInt(Group::count).sum();
      return count.isEmpty() ? shown > 0 : shown == count.getAsInt();
    }

    boolean holdsFor(Group group) {
      return holdsFor(List.of(group));
    }

    /** Whether all but the count is true of a group. */
    boolean covers(Group group) {
      return noun.covers(group.kind())
          && colour.map(c -> c == group.colour()).orElse(true)
          && size.map(s -> s == group.size()).orElse(true)
          && position.map(p -> p == group.position()).orElse(true);
    }
  }

  /** Whether all that is said is true of a scene; without an open sky nothing is of the weather. */
  public boolean holdsFor(Scene scene) {
    boolean openSky = scene.background().openSky();
    return background.map(b -> b == scene.background()).orElse(true)
        && weather.map(w -> openSky && w == scene.weather()).orElse(true)
        && time.map(t -> openSky && t == scene.time()).orElse(true)
        && subjectsHoldFor(scene);
  }

  private boolean subjectsHoldFor(Scene scene) {
    List<Group> groups = scene.groups();
    return switch (subjects.size()) {
      case 0 -> true;
      case 1 -> subjects.getFirst().holdsFor(groups);
      default -> groups.size() == 2 && (inOrder(scene) || reversed(scene));
    };
  }

  private boolean inOrder(Scene scene) {
    return subjects.getFirst().holdsFor(scene.groups().getFirst())
        && subjects.getLast().holdsFor(scene.groups().getLast())
        && relation.map(r -> scene.relation().equals(Optional.of(r))).orElse(true);
  }

  private boolean reversed(Scene scene) {
    return subjects.getFirst().holdsFor(scene.groups().getLast())
        && subjects.getLast().holdsFor(scene.groups().getFirst())
        && relation
            .map(r -> scene.relation().map(Relation::reversed).equals(Optional.of(r)))
            .orElse(true);
  }
}
