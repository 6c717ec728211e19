package org.clipsearch.scenes;

import java.util.List;

/**
 * Objects of one kind, colour and size.
 *
 * @param position in the picture; those that spread over most of it are in the middle
 * @param figures one to {@link #MAX_COUNT}, which do not overlap
 */
public record Group(Kind kind, Colour colour, Size size, Position position, List<Figure> figures) {
  /** More would be too small to be told apart. */
  public static final int MAX_COUNT = 4;

  public Group {
    figures = List.copyOf(figures);
  }

  /** How many objects there are. */
  public int count() {
    return figures.size();
  }
}
