package org.clipsearch.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Puts groups of objects into the picture so that none covers another. */
final class Layout {
  /** Between objects, and from the picture's edge. */
  private static final double GAP = 0.02;

  /** The lowest points of what stands on the ground, and of what flies. */
  private static final double GROUND = 0.95;

  private static final double AIR = 0.55;

  private Layout() {}

  /** What a group is of. */
  record Look(Kind kind, Colour colour) {}

  /** Two groups. */
  record Pair(List<Group> groups, Relation relation) {}

  /** A part of the picture: all that a group may cover. */
  private record Zone(double left, double right, double top, double bottom, Position position) {
    double width() {
      return right - left;
    }
  }

  /** A group that has the picture for itself. */
  static Group alone(Look look, SplittableRandom random) {
    double bottom = look.kind().flies() ? AIR : GROUND;
    double share = random.nextDouble();
    int count = share < 0.55 ? 1 : share < 0.75 ? 2 : share < 0.88 ? 3 : 4;
    if (count == 1) {
      Size size = Size.values()[random.nextInt(3)];
      Position position = Position.values()[random.nextInt(3)];
      // Thirds of the picture, or as much as the object needs.
      double height = between(size.from(), size.to(), random);
      double middle = 0.2 + 0.3 * position.ordinal() + between(-0.04, 0.04, random);
      double x = Math.clamp(middle, height / 2, 1 - height / 2);
      double low = lowest(new Zone(0, 1, 0, bottom, position), height, random);
      Figure figure = new Figure(x, low, height, random.nextBoolean());
      return new Group(look.kind(), look.colour(), size, position, List.of(figure));
    }
    return spread(look, count, new Zone(0, 1, 0, bottom, Position.MIDDLE), random);
  }

  /** Two groups: one above the other where one of them flies, else side by side. */
  static Pair pair(Look first, Look second, SplittableRandom random) {
    boolean firstFlies = first.kind().flies();
    if (firstFlies != second.kind().flies()) {
      Zone air = new Zone(0.1, 0.9, 0, 0.45, Position.MIDDLE);
      Zone ground = new Zone(0.1, 0.9, 0.47, GROUND, Position.MIDDLE);
      return new Pair(
          List.of(
              spread(first, few(random), firstFlies ? air : ground, random),
              spread(second, few(random), firstFlies ? ground : air, random)),
          firstFlies ? Relation.ABOVE : Relation.BELOW);
    }
    double border = between(0.38, 0.62, random);
    double bottom = firstFlies ? AIR : GROUND;
    Zone left = new Zone(0, border, 0, bottom, Position.LEFT);
    Zone right = new Zone(border, 1, 0, bottom, Position.RIGHT);
    boolean firstLeft = random.nextBoolean();
    return new Pair(
        List.of(
            spread(first, few(random), firstLeft ? left : right, random),
            spread(second, few(random), firstLeft ? right : left, random)),
        firstLeft ? Relation.LEFT_OF : Relation.RIGHT_OF);
  }

  private static int few(SplittableRandom random) {
    double share = random.nextDouble();
    return share < 0.7 ? 1 : share < 0.9 ? 2 : 3;
  }

  /** Fills a zone with a row of objects, or two rows where the row would be too crowded. */
  private static Group spread(Look look, int wanted, Zone zone, SplittableRandom random) {
    double depth = zone.bottom() - zone.top();
    int rows = wanted == 4 || (wanted == 3 && zone.width() < 0.8) ? 2 : 1;
    int columns = Math.ceilDiv(wanted, rows);
    double most = Math.min(zone.width() / columns - GAP, depth / rows - GAP);
    int count = wanted;
    if (most < Size.SMALL.from()) { // there is room for one at least
      rows = 1;
      columns = Math.max(1, (int) (zone.width() / (Size.SMALL.from() + GAP)));
      count = columns;
      most = Math.min(zone.width() / columns - GAP, depth - GAP);
    }
    Size size = size(most, random);
    double height = between(size.from(), Math.min(size.to(), most), random);
    List<Figure> figures = new ArrayList<>();
    boolean mirrored = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      int row = i / columns;
      int inRow = Math.min(columns, count - row * columns);
      double column = zone.width() / inRow;
      double play = Math.min(0.05, (column - height) / 2);
      double x = zone.left() + column * (i % columns + 0.5) + between(-play, play, random);
      double top = zone.bottom() - depth * (rows - row) / rows;
      double bottom = zone.bottom() - depth * (rows - row - 1) / rows;
      double low =
          lowest(new Zone(zone.left(), zone.right(), top, bottom, zone.position()), height, random);
      figures.add(new Figure(x, low, height, mirrored));
    }
    return new Group(look.kind(), look.colour(), size, zone.position(), figures);
  }

  private static Size size(double most, SplittableRandom random) {
    Size size;
    do {
      size = Size.values()[random.nextInt(3)];
    } while (size.from() > most);
    return size;
  }

  /** What stands on the ground does so at its front; what flies is anywhere in its zone. */
  private static double lowest(Zone zone, double height, SplittableRandom random) {
    double play = zone.bottom() - zone.top() - height - GAP;
    double up = zone.bottom() == GROUND ? Math.min(play, 0.15) : play;
    return zone.bottom() - between(0, Math.max(0, up), random);
  }

  private static double between(double from, double to, SplittableRandom random) {
    return from + (to - from) * random.nextDouble();
  }
}
