package org.clipsearch.index;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's codec, without its limit of 1,024 dimensions (ViT-bigG has 1,280). What it writes is
 * Lucene's own format under its own name, so that reading needs nothing of this class.
 */
final class WideVectorCodec extends Lucene104Codec {
  /** Wider than any CLIP known; Lucene asks for some limit. */
  private static final int MAX_DIMENSIONS = 4096;

  /**
   * Four bits a dimension stand for the floats while the graph is searched, an eighth of their
   * size; the floats are kept, and tell the order in the end.
   */
  private static final ScalarEncoding QUANTIZED = ScalarEncoding.PACKED_NIBBLE;

  /** HNSW's M: neighbours of a node, Lucene's default. */
  private static final int NEIGHBOURS = 16;

  /** Candidates kept while a node is linked, Lucene's default. */
  private static final int BEAM_WIDTH = 100;

  /**
   * Segments of less than some 2,000 vectors have no graph. Lucene builds one for n vectors where n
   * is more than this times ln n, what a search of so many candidates visits by its estimate. A
   * commit leaves a segment every few seconds, and comparing all of one so small is as fast.
   */
  private static final int GRAPH_THRESHOLD = 250;

  private static final int MERGE_THREADS = 1;

  private final KnnVectorsFormat format =
      new Unlimited(
          new Lucene104HnswScalarQuantizedVectorsFormat(
              QUANTIZED, NEIGHBOURS, BEAM_WIDTH, MERGE_THREADS, null, GRAPH_THRESHOLD));

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return format;
  }

  private static final class Unlimited extends KnnVectorsFormat {
    private final KnnVectorsFormat format;

    Unlimited(KnnVectorsFormat format) {
      super(format.getName());
      this.format = format;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return format.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return format.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String fieldName) {
      return MAX_DIMENSIONS;
    }
  }
}
