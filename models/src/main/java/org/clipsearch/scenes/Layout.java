package org.clipsearch.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Puts groups of objects into the picture so that none covers another. */
final class Layout {
  /** Between objects. */
  private static final double GAP = 0.02;

  /** At the picture's left and right: a drawing that leans reaches a bit beyond its figure. */
  private static final double EDGE = 0.04;

  /** How far what stands on the ground may do so behind its front. */
  private static final double GROUND_DEPTH = 0.15;

  /** How much higher the row behind stands, so that small objects are not covered. */
  private static final double ROW = 0.3;

  /** The lowest points of what stands on the ground, and of what flies. */
  private static final double GROUND = 0.95;

  private static final double AIR = 0.65;

  private Layout() {}

  /** What a group is of. */
  record Look(Kind kind, Colour colour) {}

  /** One group or two, and how the first then lies to the second. */
  record Laid(List<Group> groups, Optional<Relation> relation) {}

  /** A part of the picture: all that a group, or one of its figures, may cover. */
  private record Zone(double left, double right, double top, double bottom, Position position) {
    double width() {
      return right - left;
    }

    double depth() {
      return bottom - top;
    }

    /** On the ground the row behind stands on it too, and not in the air. */
    Zone forTwoRows() {
      double highest = bottom == GROUND ? GROUND - 2 * ROW : 0;
      return new Zone(left, right, Math.max(top, highest), bottom, position);
    }
  }

  /** Objects in rows, the last of which may have fewer than the others. */
  private record Grid(Zone zone, int rows, int columns, int count) {
    /** One row or two, by lot or by need; fewer than wanted where there is no room. */
    static Grid in(Zone zone, int wanted, SplittableRandom random) {
      Grid one = new Grid(zone, 1, wanted, wanted);
      Grid two = new Grid(zone.forTwoRows(), 2, Math.ceilDiv(wanted, 2), wanted);
      if (one.hasRoom() && (wanted == 1 || !two.hasRoom() || random.nextBoolean())) {
        return one;
      }
      return two.hasRoom() ? two : in(zone, wanted - 1, random);
    }

    boolean hasRoom() {
      return greatestHeight() >= Size.SMALL.from();
    }

    double greatestHeight() {
      return Math.min(zone.width() / columns, zone.depth() / rows) - GAP;
    }

    Zone cell(int index) {
      int row = index / columns;
      double width = zone.width() / Math.min(columns, count - row * columns);
      double left = zone.left() + width * (index % columns);
      double bottom = zone.bottom() - zone.depth() * (rows - row - 1) / rows;
      return new Zone(left, left + width, bottom - zone.depth() / rows, bottom, zone.position());
    }
  }

  /** Lays out one group or two. */
  static Laid of(List<Look> looks, SplittableRandom random) {
    return looks.size() == 1
        ? new Laid(List.of(alone(looks.getFirst(), random)), Optional.empty())
        : pair(looks.getFirst(), looks.getLast(), random);
  }

  /** A group that has the picture for itself. */
  private static Group alone(Look look, SplittableRandom random) {
    double bottom = look.kind().flies() ? AIR : GROUND;
    double share = random.nextDouble();
    int count = share < 0.55 ? 1 : share < 0.75 ? 2 : share < 0.88 ? 3 : Group.MAX_COUNT;
    return count == 1
        ? single(look, bottom, random)
        : spread(look, count, new Zone(EDGE, 1 - EDGE, 0, bottom, Position.MIDDLE), random);
  }

  private static Group single(Look look, double bottom, SplittableRandom random) {
    Size size = Scenes.any(Size.values(), random);
    Position position = Scenes.any(Position.values(), random);
    double height = between(size.from(), size.to(), random);
    // Thirds of the picture, or as much as the object needs.
    double third =
        switch (position) {
          case LEFT -> 0.2;
          case MIDDLE -> 0.5;
          case RIGHT -> 0.8;
        };
    double middle = third + between(-0.04, 0.04, random);
    double aside = EDGE + height / 2;
    double x = Math.clamp(middle, aside, 1 - aside);
    double low = lowest(new Zone(0, 1, 0, bottom, position), height, random);
    Figure figure = new Figure(x, low, height, random.nextBoolean());
    return new Group(look.kind(), look.colour(), size, position, List.of(figure));
  }

  /** Two groups: one above the other where one of them flies, else side by side. */
  private static Laid pair(Look first, Look second, SplittableRandom random) {
    boolean firstFlies = first.kind().flies();
    if (firstFlies != second.kind().flies()) {
      Zone air = new Zone(0.1, 0.9, 0, 0.45, Position.MIDDLE);
      Zone ground = new Zone(0.1, 0.9, 0.47, GROUND, Position.MIDDLE);
      return new Laid(
          List.of(
              spread(first, few(random), firstFlies ? air : ground, random),
              spread(second, few(random), firstFlies ? ground : air, random)),
          Optional.of(firstFlies ? Relation.ABOVE : Relation.BELOW));
    }
    double border = between(0.38, 0.62, random);
    double bottom = firstFlies ? AIR : GROUND;
    Zone left = new Zone(EDGE, border, 0, bottom, Position.LEFT);
    Zone right = new Zone(border, 1 - EDGE, 0, bottom, Position.RIGHT);
    boolean firstLeft = random.nextBoolean();
    return new Laid(
        List.of(
            spread(first, few(random), firstLeft ? left : right, random),
            spread(second, few(random), firstLeft ? right : left, random)),
        Optional.of(firstLeft ? Relation.LEFT_OF : Relation.RIGHT_OF));
  }

  private static int few(SplittableRandom random) {
    double share = random.nextDouble();
    return share < 0.7 ? 1 : share < 0.9 ? 2 : 3;
  }

  /** Fills a zone with objects of one size. */
  private static Group spread(Look look, int wanted, Zone zone, SplittableRandom random) {
    Grid grid = Grid.in(zone, wanted, random);
    Size size = size(grid.greatestHeight(), random);
    double height = between(size.from(), Math.min(size.to(), grid.greatestHeight()), random);
    boolean mirrored = random.nextBoolean();
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < grid.count(); i++) {
      Zone cell = grid.cell(i);
      double play = Math.min(0.05, (cell.width() - height - GAP) / 2);
      double x = (cell.left() + cell.right()) / 2 + between(-play, play, random);
      figures.add(new Figure(x, lowest(cell, height, random), height, mirrored));
    }
    return new Group(look.kind(), look.colour(), size, zone.position(), figures);
  }

  private static Size size(double most, SplittableRandom random) {
    Size size;
    do {
      size = Scenes.any(Size.values(), random);
    } while (size.from() > most);
    return size;
  }

  /** What stands on the ground does so at its front; what flies is anywhere in its zone. */
  private static double lowest(Zone zone, double height, SplittableRandom random) {
    double play = zone.depth() - height - GAP;
    double up = zone.bottom() == GROUND ? Math.min(play, GROUND_DEPTH) : play;
    return zone.bottom() - between(0, Math.max(0, up), random);
  }

  private static double between(double from, double to, SplittableRandom random) {
    return from + (to - from) * random.nextDouble();
  }
}
