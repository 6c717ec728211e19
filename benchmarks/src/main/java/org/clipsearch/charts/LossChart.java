package org.clipsearch.charts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the loss has fallen. */
public final class LossChart {
  /** Points of the curve, each the mean of as many steps as it takes. */
  private static final int POINTS = 200;

  private LossChart() {}

  /**
   * Writes a PNG or SVG.
   *
   * @param file which of them, by its name
   * @param losses by step
   * @param done how many of them, at least one
   */
  public static void write(Path file, float[] losses, int done) throws IOException {
    int width = Math.ceilDiv(done, POINTS);
    List<Double> steps = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (int from = 0; from < done; from += width) {
      int to = Math.min(from + width, done);
      steps.add((from + to) / 2.0);
      means.add(IntStream.range(from, to).mapToDouble(i -> losses[i]).average().orElseThrow());
    }
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title("Contrastive loss, mean of %d steps".formatted(width))
            .xAxisTitle("step")
            .yAxisTitle("loss")
            .build();
    chart.getStyler().setYAxisMin(0.0).setLegendVisible(false);
    chart.addSeries("loss", steps, means).setMarker(SeriesMarkers.NONE);
    ChartFile.write(chart, file);
  }
}
