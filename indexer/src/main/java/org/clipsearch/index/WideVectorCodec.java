package org.clipsearch.index;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's codec, without its limit of 1,024 dimensions (ViT-bigG has 1,280). What it writes is
 * Lucene's own format under its own name, so that reading needs nothing of this class.
 */
final class WideVectorCodec extends Lucene104Codec {
  /** Wider than any CLIP known; Lucene asks for some limit. */
  private static final int MAX_DIMENSIONS = 4096;

  /** HNSW's M: neighbours of a node, Lucene's default. */
  private static final int NEIGHBOURS = 16;

  /** Candidates kept while a node is linked, Lucene's default. */
  private static final int BEAM_WIDTH = 100;

  private final KnnVectorsFormat format =
      new Unlimited(new Lucene99HnswVectorsFormat(NEIGHBOURS, BEAM_WIDTH));

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
