package org.clipsearch.scenes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.clipsearch.scenes.Claim.Subject;

/** Picks what a caption says of a scene, from a single noun to nearly all that is true of it. */
public final class Claims {
  private final Scene scene;
  private final SplittableRandom random;

  private Claims(Scene scene, SplittableRandom random) {
    this.scene = scene;
    this.random = random;
  }

  /** A part of what is true of a scene: it {@linkplain Claim#holdsFor holds} for it. */
  public static Claim of(Scene scene, SplittableRandom random) {
    return new Claims(scene, random).pick();
  }

  private Claim pick() {
    int percent = random.nextInt(100);
    if (percent < 25) {
      return label();
    }
    if (percent >= 90) {
      return setting();
    }
    return percent >= 65 && scene.groups().size() == 2 ? both() : one();
  }

  private Claim label() {
    Group group = anyGroup();
    Optional<Colour> colour = sometimes(60, group.colour());
    Subject subject =
        new Subject(noun(group), colour, OptionalInt.empty(), Optional.empty(), Optional.empty());
    return new Claim(
        List.of(subject), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Claim one() {
    Group group = anyGroup();
    Subject open =
        new Subject(
            noun(group),
            sometimes(75, group.colour()),
            OptionalInt.empty(),
            size(group, 35),
            position(group, 25));
    // Beside two birds and a dog, "two animals" would be wrong to a reader.
    boolean countable = scene.groups().stream().filter(open::covers).count() == 1;
    Subject subject = countable && chance(65) ? counted(open, group) : open;
    return claim(List.of(subject), Optional.empty(), sometimes(50, scene.background()));
  }

  private Claim both() {
    boolean swapped = chance(50);
    Group first = swapped ? scene.groups().getLast() : scene.groups().getFirst();
    Group second = swapped ? scene.groups().getFirst() : scene.groups().getLast();
    Optional<Relation> relation =
        scene.relation().filter(r -> chance(50)).map(r -> swapped ? r.reversed() : r);
    // A place of the one only would sound as if both were there.
    boolean placed =
        relation.isEmpty()
            && scene.groups().stream().allMatch(g -> g.position() != Position.MIDDLE)
            && chance(30);
    // A count of the one only would sound as if the other were also counted.
    boolean counted = chance(75);
    List<Subject> subjects =
        Stream.of(first, second)
            .map(group -> counted ? counted(inPair(group, placed), group) : inPair(group, placed))
            .toList();
    return claim(subjects, relation, sometimes(40, scene.background()));
  }

  private Subject inPair(Group group, boolean placed) {
    boolean sameCategory =
        scene.groups().getFirst().kind().category() == scene.groups().getLast().kind().category();
    return new Subject(
        sameCategory ? group.kind() : noun(group),
        sometimes(75, group.colour()),
        OptionalInt.empty(),
        size(group, 25),
        placed ? position(group, 100) : Optional.empty());
  }

  private Claim setting() {
    Claim full = claim(List.of(), Optional.empty(), Optional.of(scene.background()));
    boolean sky = full.weather().isPresent() || full.time().isPresent();
    return sky && chance(25)
        ? new Claim(List.of(), Optional.empty(), Optional.empty(), full.weather(), full.time())
        : full;
  }

  /** Adds weather and time, where they can be seen. */
  private Claim claim(
      List<Subject> subjects, Optional<Relation> relation, Optional<Background> background) {
    boolean sky = scene.background().openSky() && chance(subjects.isEmpty() ? 65 : 40);
    Optional<Weather> weather =
        sometimes(scene.weather() == Weather.CLEAR ? 15 : 65, scene.weather());
    Optional<TimeOfDay> time = sometimes(scene.time() == TimeOfDay.DAY ? 15 : 65, scene.time());
    return new Claim(
        subjects, relation, background, weather.filter(w -> sky), time.filter(t -> sky));
  }

  private Group anyGroup() {
    return scene.groups().get(random.nextInt(scene.groups().size()));
  }

  private Noun noun(Group group) {
    return chance(8) ? group.kind().category() : group.kind();
  }

  private Optional<Size> size(Group group, int percent) {
    return sometimes(percent, group.size()).filter(size -> size != Size.MEDIUM);
  }

  /** The middle is seldom said, and of several objects never. */
  private Optional<Position> position(Group group, int percent) {
    boolean middle = group.position() == Position.MIDDLE;
    return middle && group.count() > 1
        ? Optional.empty()
        : sometimes(middle ? percent / 4 : percent, group.position());
  }

  private static Subject counted(Subject open, Group group) {
    return new Subject(
        open.noun(), open.colour(), OptionalInt.of(group.count()), open.size(), open.position());
  }

  private <T> Optional<T> sometimes(int percent, T value) {
    return chance(percent) ? Optional.of(value) : Optional.empty();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
