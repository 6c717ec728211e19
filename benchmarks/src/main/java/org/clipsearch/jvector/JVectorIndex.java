package org.clipsearch.jvector;

import io.github.jbellis.jvector.disk.RandomAccessReader;
import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.clipsearch.json.Json;
import org.clipsearch.jvector.JVectorFormat.SearchedBy;
import org.clipsearch.vectors.Effort;
import org.clipsearch.vectors.IndexFigures;
import org.clipsearch.vectors.Search;
import org.clipsearch.vectors.VectorIndex;

/** Searches an index that {@link JVectorBuild} wrote: the graph's file is mapped into memory. */
final class JVectorIndex implements VectorIndex {
  private final Path folder;
  private final JVectorFormat format;
  private final ReaderSupplier readers;
  private final OnDiskGraphIndex graph;
  private final GraphSearcher searcher;
  private final OnDiskGraphIndex.View view;
  private final RandomAccessVectorValues floats;
  private final PQVectors codes;

  JVectorIndex(Path folder, JVectorFormat format) throws IOException {
    this.folder = folder;
    this.format = format;
    this.readers = ReaderSupplierFactory.open(folder.resolve(JVectorBuild.GRAPH));
    this.graph = OnDiskGraphIndex.load(readers);
    this.searcher = new GraphSearcher(graph);
    this.view = (OnDiskGraphIndex.View) searcher.getView();
    this.floats = format.searchedBy() == SearchedBy.FLOAT ? floats(view) : null;
    this.codes = format.searchedBy() == SearchedBy.PQ ? codes() : null;
  }

  private static RandomAccessVectorValues floats(OnDiskGraphIndex.View view) {
    List<VectorFloat<?>> all =
        IntStream.range(0, view.size()).<VectorFloat<?>>mapToObj(view::getVector).toList();
    return new ListRandomAccessVectorValues(all, view.dimension());
  }

  private PQVectors codes() throws IOException {
    try (ReaderSupplier supplier = ReaderSupplierFactory.open(folder.resolve(JVectorBuild.CODES));
        RandomAccessReader reader = supplier.get()) {
      return PQVectors.load(reader);
    }
  }

  /**
   * Each node's neighbours lie beside its vector, so that a page of the one is a page of the other:
   * all of the graph's file is hot.
   */
  @Override
  public IndexFigures figures() throws IOException {
    Effort effort = Json.read(Files.readString(folder.resolve(JVectorBuild.EFFORT)), Effort.class);
    long bytes = Files.size(folder.resolve(JVectorBuild.GRAPH));
    long hot = bytes;
    if (codes != null) {
      bytes += Files.size(folder.resolve(JVectorBuild.CODES));
      hot += codes.ramBytesUsed();
    }
    return new IndexFigures(
        format.toString(),
        view.size(),
        List.of(view.size()),
        effort.seconds(),
        effort.cpuSeconds(),
        bytes,
        hot,
        VectorizationProvider.getInstance().getVectorUtilSupport().getClass().getSimpleName());
  }

  /** All candidates are compared again where the graph is searched by codes. */
  @Override
  public List<Search> searches(List<Integer> widths, OptionalInt rescore) {
    return widths.stream()
        .map(
            width ->
                new Search(
                    width,
                    format.searchedBy() == SearchedBy.FLOAT ? 0 : width,
                    (query, k) -> nearest(query, k, width)))
        .toList();
  }

  private int[] nearest(float[] query, int k, int width) {
    SearchScoreProvider scores = scores(JVectorBuild.TYPES.createFloatVector(query));
    SearchResult found = searcher.search(scores, k, width, 0, 0, Bits.ALL);
    return Arrays.stream(found.getNodes()).mapToInt(one -> one.node).toArray();
  }

  private SearchScoreProvider scores(VectorFloat<?> query) {
    return switch (format.searchedBy()) {
      case FLOAT -> DefaultSearchScoreProvider.exact(query, JVectorBuild.SIMILARITY, floats);
      case PQ ->
          new DefaultSearchScoreProvider(
              codes.precomputedScoreFunctionFor(query, JVectorBuild.SIMILARITY),
              view.rerankerFor(query, JVectorBuild.SIMILARITY));
      case FUSED ->
          new DefaultSearchScoreProvider(
              view.approximateScoreFunctionFor(query, JVectorBuild.SIMILARITY),
              view.rerankerFor(query, JVectorBuild.SIMILARITY));
    };
  }

  /** A node's is its vector's. */
  @Override
  public int number(int found) {
    return found;
  }

  @Override
  public void close() throws IOException {
    searcher.close();
    graph.close();
    readers.close();
  }
}
