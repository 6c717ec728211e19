package org.clipsearch.charts;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** How much is done a second, in groups of bars. */
public final class RateChart {
  private static final int HEIGHT = 400;

  /** Of a line of the legend. */
  private static final int LINE = 30;

  private RateChart() {}

  /**
   * What its words are.
   *
   * @param groups of what the groups of bars are, below them
   * @param rates what the bars' heights are, beside them
   */
  public record Titles(String chart, String groups, String rates) {}

  /**
   * Writes a PNG or SVG.
   *
   * @param file which of them, by its name
   * @param groups a name for each
   * @param bars by the name of what is compared, a height for each group
   */
  public static void write(
      Path file, Titles titles, List<String> groups, Map<String, List<Double>> bars)
      throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(800)
            .height(HEIGHT + LINE * bars.size())
            .title(titles.chart())
            .xAxisTitle(titles.groups())
            .yAxisTitle(titles.rates())
            .build();
    chart
        .getStyler()
        .setYAxisMin(0.0)
        .setYAxisDecimalPattern("#,###.##")
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendBorderColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartBackgroundColor(Color.WHITE);
    bars.forEach((name, heights) -> chart.addSeries(name, groups, heights));
    ChartFile.write(chart, file);
  }
}
