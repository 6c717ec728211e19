package org.clipsearch.vectors;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * How an index keeps its vectors, by a name such as {@code int8-m32-b200}.
 *
 * @param vectors what the graph is searched by: {@code float}, or {@code int8} and fewer bits; the
 *     floats are kept beside these
 * @param neighbours HNSW's M; a node of the lowest layer has twice as many
 * @param beamWidth candidates that are kept while a node is linked
 */
public record VectorFormat(String vectors, int neighbours, int beamWidth) implements IndexFormat {
  /** Lucene's, by bits: the vector's, and the query's where it has more. */
  private static final Map<String, Optional<ScalarEncoding>> ENCODINGS =
      Map.of(
          "float", Optional.empty(),
          "int8", Optional.of(ScalarEncoding.UNSIGNED_BYTE),
          "int7", Optional.of(ScalarEncoding.SEVEN_BIT),
          "int4", Optional.of(ScalarEncoding.PACKED_NIBBLE),
          "int2", Optional.of(ScalarEncoding.DIBIT_QUERY_NIBBLE),
          "int1", Optional.of(ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE));

  /** The same, the largest first. */
  private static final List<String> VECTORS =
      List.of("float", "int8", "int7", "int4", "int2", "int1");

  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]+)(?:-m(\\d{1,4}))?(?:-b(\\d{1,4}))?");

  /** As in the product, whose codec says why. */
  private static final int GRAPH_THRESHOLD = 250;

  /**
   * Reads a name; what it leaves out is Lucene's default.
   *
   * @throws IllegalArgumentException where there is no such format
   */
  public static VectorFormat of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches() || !ENCODINGS.containsKey(matcher.group(1))) {
      throw new IllegalArgumentException(
          "no such format: %s; there are %s, each also as int8-m32-b200"
              .formatted(name, String.join(", ", VECTORS)));
    }
    VectorFormat format =
        new VectorFormat(
            matcher.group(1),
            number(matcher.group(2), Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN),
            number(matcher.group(3), Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH));
    format.lucene(); // refuses what is out of range
    return format;
  }

  private static int number(String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  @Override
  public Build build(SearchTask task, ClipLikeVectors generator) {
    return new IndexBuild(task, this, generator);
  }

  @Override
  public VectorIndex open(SearchTask task) throws IOException {
    return new IndexSearch(toString(), task.index(this));
  }

  Codec codec() {
    KnnVectorsFormat format = lucene();
    return new Lucene104Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return format;
      }
    };
  }

  private KnnVectorsFormat lucene() {
    return ENCODINGS
        .get(vectors)
        .<KnnVectorsFormat>map(
            encoding ->
                new Lucene104HnswScalarQuantizedVectorsFormat(
                    encoding, neighbours, beamWidth, 1, null, GRAPH_THRESHOLD))
        .orElseGet(
            () -> new Lucene99HnswVectorsFormat(neighbours, beamWidth, 1, null, GRAPH_THRESHOLD));
  }

  @Override
  public String toString() {
    return "%s-m%d-b%d".formatted(vectors, neighbours, beamWidth);
  }
}
