package org.clipsearch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.clipsearch.image.ImageDecoder;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.Preprocessing;
import org.clipsearch.image.Preprocessor;

/** A picture's central square, which is what a model sees of it, in a terminal's characters. */
final class TerminalPicture {
  /** Three with gaps between them fit into the usual 80 columns. */
  static final int COLUMNS = 24;

  /** Between two. */
  static final String GAP = "  ";

  /** Its foreground is the upper pixel, its background the lower. */
  private static final char UPPER_HALF = '▀';

  private static final Preprocessor SHRINK =
      new Preprocessor(
          new Preprocessing(COLUMNS, COLUMNS, Preprocessing.OPENAI_MEAN, Preprocessing.OPENAI_STD));

  private TerminalPicture() {}

  /**
   * Whether pictures fit side by side, in colours of 24 bits, and the user has nothing against
   * colours.
   *
   * @param columns of the terminal; 0 if stdout is none
   */
  static boolean fit(int columns, int pictures, Map<String, String> environment) {
    String colours = environment.getOrDefault("COLORTERM", "");
    return columns >= pictures * COLUMNS + (pictures - 1) * GAP.length()
        && (colours.equals("truecolor") || colours.equals("24bit"))
        && environment.getOrDefault("NO_COLOR", "").isEmpty(); // no-color.org: set and not empty
  }

  /**
   * {@link #COLUMNS} wide, and half as many lines.
   *
   * @param file the whole file's bytes
   */
  static List<String> of(byte[] file) throws ImageException {
    return lines(SHRINK.prepare(ImageDecoder.decode(file)).pixels(), COLUMNS);
  }

  /**
   * Two pixels a character.
   *
   * @param rgb {@code [side, side, 3]}
   * @param side an even number
   */
  static List<String> lines(byte[] rgb, int side) {
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < side; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < side; x++) {
        line.append("\033[38;2;").append(colour(rgb, 3 * (y * side + x)));
        line.append("m\033[48;2;").append(colour(rgb, 3 * ((y + 1) * side + x)));
        line.append('m').append(UPPER_HALF);
      }
      lines.add(line.append("\033[0m").toString());
    }
    return lines;
  }

  private static String colour(byte[] rgb, int at) {
    return "%d;%d;%d".formatted(rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff);
  }
}
