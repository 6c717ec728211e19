package org.clipsearch.jvector;

import java.io.IOException;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clipsearch.report.PeerLibrary;
import org.clipsearch.vectors.Build;
import org.clipsearch.vectors.ClipLikeVectors;
import org.clipsearch.vectors.IndexFormat;
import org.clipsearch.vectors.SearchTask;
import org.clipsearch.vectors.VectorIndex;

/**
 * How jvector keeps vectors, by a name such as {@code jvector-pq128-nvq-m32-b100}.
 *
 * @param searchedBy what the graph is searched by
 * @param codeBytes of a vector, where it is searched by codes: product quantization (PQ) with as
 *     many subspaces of 256 centroids each; else 0
 * @param nvq whether candidates are compared again by vectors of 8 bits a dimension (non-uniform
 *     vector quantization), and no floats are kept
 * @param degree neighbours that a node has at most: twice HNSW's M
 * @param beamWidth candidates that are kept while a node is linked
 */
public record JVectorFormat(
    SearchedBy searchedBy, int codeBytes, boolean nvq, int degree, int beamWidth)
    implements IndexFormat {
  /** Where the vectors are that a search goes by. */
  enum SearchedBy {
    /** Floats, in memory. */
    FLOAT,
    /** Codes, in memory. */
    PQ,
    /** Codes of all neighbours, beside these in the graph's file. */
    FUSED
  }

  /** Of all names. */
  public static final String PREFIX = "jvector-";

  private static final Pattern NAME =
      Pattern.compile(
          "jvector-(?:float|(pq|fused)(\\d{1,3})(-nvq)?)(?:-m(\\d{1,3}))?(?:-b(\\d{1,4}))?");

  /** Both of the parameters that its documentation and Cassandra begin with. */
  private static final int DEGREE = 32;

  private static final int BEAM_WIDTH = 100;

  /** Kept, for the level is lost with it: notices of its start are not the user's. */
  private static final Logger LOG = Logger.getLogger("io.github.jbellis.jvector");

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException where there is no such format, or no such library
   */
  public static JVectorFormat of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "no such format: %s; there are jvector-float, jvector-pq128 and jvector-fused128"
              .formatted(name));
    }
    if (!PeerLibrary.JVECTOR.isHere()) {
      throw new IllegalArgumentException(
          name + ": jvector is measured from a clone only; a release does not hold it");
    }
    LOG.setLevel(Level.SEVERE);
    boolean codes = matcher.group(1) != null;
    int codeBytes = codes ? Integer.parseInt(matcher.group(2)) : 0;
    if (codes && (codeBytes < 1 || codeBytes > ClipLikeVectors.DIMENSION)) {
      throw new IllegalArgumentException("codes of 1 to 512 bytes, got: " + codeBytes);
    }
    return new JVectorFormat(
        codes ? SearchedBy.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)) : SearchedBy.FLOAT,
        codeBytes,
        matcher.group(3) != null,
        number(matcher.group(4), DEGREE),
        number(matcher.group(5), BEAM_WIDTH));
  }

  private static int number(String digits, int otherwise) {
    int number = digits == null ? otherwise : Integer.parseInt(digits);
    if (number < 2) {
      throw new IllegalArgumentException("-m and -b are 2 at least, got: " + number);
    }
    return number;
  }

  @Override
  public Build build(SearchTask task, ClipLikeVectors vectors) {
    return new JVectorBuild(task, this, vectors);
  }

  @Override
  public VectorIndex open(SearchTask task) throws IOException {
    return new JVectorIndex(task.index(this), this);
  }

  @Override
  public String toString() {
    String codes = searchedBy == SearchedBy.FLOAT ? "" : String.valueOf(codeBytes);
    return "%s%s%s%s-m%d-b%d"
        .formatted(
            PREFIX,
            searchedBy.name().toLowerCase(Locale.ROOT),
            codes,
            nvq ? "-nvq" : "",
            degree,
            beamWidth);
  }
}
