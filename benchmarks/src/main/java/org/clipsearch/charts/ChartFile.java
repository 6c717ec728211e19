package org.clipsearch.charts;

import java.awt.Dimension;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.Document;

/**
 * A chart's file: PNG or SVG, by its name. SVG is written by Apache Batik: XChart's own way to it
 * needs VectorGraphics2D (LGPL), and JFreeSVG is GPL.
 */
public final class ChartFile {
  private static final String PNG = ".png";
  private static final String SVG = ".svg";

  private ChartFile() {}

  /** Whether a name ends as those of charts do. */
  public static boolean canBe(Path file) {
    return endsWith(file, PNG) || endsWith(file, SVG);
  }

  private static boolean endsWith(Path file, String end) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(end);
  }

  /** Writes a chart, in the place of a file that is there. */
  static void write(Chart<?, ?> chart, Path file) throws IOException {
    if (endsWith(file, SVG)) {
      writeSvg(chart, file);
    } else {
      try (var out = Files.newOutputStream(file)) {
        BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
      }
    }
  }

  private static void writeSvg(Chart<?, ?> chart, Path file) throws IOException {
    SVGGraphics2D graphics = new SVGGraphics2D(document());
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.setSVGCanvasSize(new Dimension(chart.getWidth(), chart.getHeight()));
    try (Writer out = Files.newBufferedWriter(file)) {
      graphics.stream(out, true);
    }
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java makes documents", e);
    }
  }
}
