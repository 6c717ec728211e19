package org.clipsearch.jvector;

import io.github.jbellis.jvector.disk.BufferedRandomAccessWriter;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndexWriter;
import io.github.jbellis.jvector.graph.disk.OrdinalMapper;
import io.github.jbellis.jvector.graph.disk.feature.Feature;
import io.github.jbellis.jvector.graph.disk.feature.FeatureId;
import io.github.jbellis.jvector.graph.disk.feature.FusedPQ;
import io.github.jbellis.jvector.graph.disk.feature.InlineVectors;
import io.github.jbellis.jvector.graph.disk.feature.NVQ;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.quantization.NVQuantization;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.util.PhysicalCoreExecutor;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.clipsearch.json.Json;
import org.clipsearch.jvector.JVectorFormat.SearchedBy;
import org.clipsearch.vectors.Build;
import org.clipsearch.vectors.ClipLikeVectors;
import org.clipsearch.vectors.Effort;
import org.clipsearch.vectors.SearchTask;

/**
 * Writes an index with jvector on all cores, from floats in memory. It is there when it is whole;
 * what was stopped begins anew.
 */
final class JVectorBuild implements Build {
  static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;
  static final VectorTypeSupport TYPES = VectorizationProvider.getInstance().getVectorTypeSupport();

  // Files of an index.
  static final String GRAPH = "graph";
  static final String CODES = "codes";
  static final String EFFORT = "effort.json";

  // As in its documentation, and in Cassandra; layers and a last pass over all edges are defaults.
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;
  private static final int NVQ_SUBVECTORS = 2;

  /** So many make a byte of a code; the only number that can be fused. */
  private static final int CENTROIDS = 256;

  private final SearchTask task;
  private final JVectorFormat format;
  private final ClipLikeVectors vectors;
  private volatile boolean stopped;

  JVectorBuild(SearchTask task, JVectorFormat format, ClipLikeVectors vectors) {
    this.task = task;
    this.format = format;
    this.vectors = vectors;
  }

  /** While codes are made, it does not end soon. */
  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public boolean run(LongConsumer progress) throws IOException {
    Path folder = task.index(format);
    if (Files.exists(folder)) {
      return true;
    }
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    Files.createDirectories(part);
    for (String file : List.of(GRAPH, CODES, EFFORT)) {
      Files.deleteIfExists(part.resolve(file));
    }
    Effort begin = Effort.ofProcess();
    List<VectorFloat<?>> floats =
        IntStream.range(0, task.images())
            .parallel()
            .<VectorFloat<?>>mapToObj(i -> TYPES.createFloatVector(vectors.image(i)))
            .toList();
    RandomAccessVectorValues values =
        new ListRandomAccessVectorValues(floats, ClipLikeVectors.DIMENSION);
    try (GraphIndexBuilder builder = builder(values)) {
      link(builder, floats, progress);
      if (stopped) {
        return false;
      }
      write(builder.getGraph(), values, part);
    }
    Effort effort = new Effort(0, 0).plusSince(begin);
    Files.writeString(part.resolve(EFFORT), Json.write(effort));
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private GraphIndexBuilder builder(RandomAccessVectorValues values) {
    BuildScoreProvider scores = BuildScoreProvider.randomAccessScoreProvider(values, SIMILARITY);
    return GraphIndexBuilder.builder(scores, values.dimension(), format.degree())
        .withBeamWidth(format.beamWidth())
        .withNeighborOverflow(OVERFLOW)
        .withAlpha(ALPHA)
        .build();
  }

  private void link(GraphIndexBuilder builder, List<VectorFloat<?>> floats, LongConsumer progress) {
    AtomicLong done = new AtomicLong();
    PhysicalCoreExecutor.pool()
        .submit(
            () ->
                IntStream.range(0, floats.size())
                    .parallel()
                    .filter(i -> !stopped)
                    .forEach(
                        i -> {
                          builder.addGraphNode(i, floats.get(i));
                          progress.accept(done.incrementAndGet());
                        }))
        .join();
    builder.cleanup();
  }

  private void write(ImmutableGraphIndex graph, RandomAccessVectorValues values, Path folder)
      throws IOException {
    Map<FeatureId, IntFunction<Feature.State>> states = new EnumMap<>(FeatureId.class);
    try (var view = graph.getView()) {
      var writer = new OnDiskGraphIndexWriter.Builder(graph, folder.resolve(GRAPH));
      writer.withMapper(new OrdinalMapper.IdentityMapper(values.size() - 1));
      if (format.nvq()) {
        NVQuantization nvq = NVQuantization.compute(values, NVQ_SUBVECTORS);
        writer.with(new NVQ(nvq));
        states.put(FeatureId.NVQ_VECTORS, i -> new NVQ.State(nvq.encode(values.getVector(i))));
      } else {
        writer.with(new InlineVectors(values.dimension()));
        states.put(FeatureId.INLINE_VECTORS, i -> new InlineVectors.State(values.getVector(i)));
      }
      if (format.searchedBy() != SearchedBy.FLOAT) {
        ProductQuantization pq =
            ProductQuantization.compute(values, format.codeBytes(), CENTROIDS, false);
        PQVectors codes = (PQVectors) pq.encodeAll(values);
        if (format.searchedBy() == SearchedBy.FUSED) {
          writer.with(new FusedPQ(graph.maxDegree(), pq));
          states.put(FeatureId.FUSED_PQ, i -> new FusedPQ.State(view, codes, i));
        } else {
          write(codes, folder.resolve(CODES));
        }
      }
      try (var out = writer.build()) {
        out.write(states);
      }
    }
  }

  private static void write(PQVectors codes, Path file) throws IOException {
    try (var out = new BufferedRandomAccessWriter(file)) {
      codes.write(out);
    }
  }
}
