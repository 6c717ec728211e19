package org.clipsearch.scenes;

import java.util.List;
import java.util.Optional;

/**
 * The ground truth of a picture.
 *
 * @param seed decides how the painter draws the rest, for which it was also the seed
 * @param weather clear where there is no open sky
 * @param time day where there is no open sky
 * @param groups one or two
 * @param relation how the first group lies to the second, if there are two
 */
public record Scene(
    long seed,
    Background background,
    Weather weather,
    TimeOfDay time,
    List<Group> groups,
    Optional<Relation> relation) {
  public Scene {
    groups = List.copyOf(groups);
  }
}
