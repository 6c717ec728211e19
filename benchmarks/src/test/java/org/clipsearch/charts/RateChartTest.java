package org.clipsearch.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class RateChartTest {
  @TempDir Path directory;

  private Path write(String name, double second) throws IOException {
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    bars.put("float32", List.of(10.0, 20.0));
    bars.put("bfloat16", List.of(30.0, second));
    Path file = directory.resolve(name);
    RateChart.write(
        file, new RateChart.Titles("Rates", "batch", "images/s"), List.of("1", "8"), bars);
    return file;
  }

  /** How many of the picture's pixels have the colour of most that are not near white or grey. */
  private static long coloured(BufferedImage image) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int red = rgb >> 16 & 255;
        int green = rgb >> 8 & 255;
        int blue = rgb & 255;
        int most = Math.max(red, Math.max(green, blue));
        int least = Math.min(red, Math.min(green, blue));
        count += most - least > 60 ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void aPngIsLightAndItsBarsGrow() throws IOException {
    BufferedImage low = ImageIO.read(write("low.png", 1).toFile());
    BufferedImage high = ImageIO.read(write("high.PNG", 30).toFile());
    assertEquals(0xffffffff, high.getRGB(1, 1));
    assertTrue(coloured(high) > 1.3 * coloured(low), coloured(high) + " and " + coloured(low));
  }

  @Test
  void anSvgIsADrawingOfTheSameSize() throws Exception {
    BufferedImage png = ImageIO.read(write("a.png", 30).toFile());
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Element svg =
        factory.newDocumentBuilder().parse(write("a.svg", 30).toFile()).getDocumentElement();
    assertEquals("svg", svg.getTagName());
    assertEquals(String.valueOf(png.getWidth()), svg.getAttribute("width"));
    assertEquals(String.valueOf(png.getHeight()), svg.getAttribute("height"));
    assertTrue(svg.getElementsByTagName("path").getLength() >= 4, "bars");
  }

  @Test
  void otherFilesAreNoCharts() {
    assertTrue(ChartFile.canBe(Path.of("a.SVG")));
    assertFalse(ChartFile.canBe(Path.of("a.jpg")));
    assertFalse(ChartFile.canBe(Path.of("png")));
  }
}
