package org.clipsearch.scenes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.clipsearch.scenes.Drawing.Part;

/** Reads the drawings of all kinds. */
final class DrawingReader {
  /** Its head says how it is written. */
  private static final String RESOURCE = "drawings.txt";

  private DrawingReader() {}

  /**
   * Reads them.
   *
   * @throws IllegalStateException which tells the number of the malformed line, or the kind lacking
   */
  static Map<Kind, Drawing> read() {
    Map<Kind, List<Part>> parts = readParts();
    Map<Kind, Drawing> drawings = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      List<Part> ofKind = parts.get(kind);
      if (ofKind == null) {
        throw new IllegalStateException(RESOURCE + " lacks " + kind);
      }
      drawings.put(kind, new Drawing(kind, ofKind));
    }
    return drawings;
  }

  private static Map<Kind, List<Part>> readParts() {
    Map<Kind, List<Part>> parts = new EnumMap<>(Kind.class);
    List<Part> current = null;
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        String[] words = line.split(" +");
        if (words.length == 1) {
          current = new ArrayList<>();
          parts.put(Kind.valueOf(line), current);
        } else {
          Objects.requireNonNull(current, "a shape before any kind").add(part(words));
        }
      } catch (RuntimeException e) {
        throw new IllegalStateException(RESOURCE + ", line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return parts;
  }

  private static List<String> lines() {
    try (var in = DrawingReader.class.getResourceAsStream(RESOURCE);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Part part(String[] words) {
    Pigment pigment = Pigment.valueOf(words[0].toUpperCase(Locale.ROOT));
    double[] numbers =
        Arrays.stream(words).skip(2).mapToDouble(w -> Integer.parseInt(w) / 100.0).toArray();
    double[] rest = Arrays.copyOfRange(numbers, 1, numbers.length);
    return switch (words[1]) {
      case "poly" -> new Part(pigment, pairs(numbers), false, 0);
      case "curve" -> new Part(pigment, smooth(pairs(numbers), true), true, 0);
      case "ellipse" -> new Part(pigment, ellipse(numbers), true, 0);
      case "rect" -> new Part(pigment, corners(numbers), false, 0);
      case "line" -> new Part(pigment, pairs(rest), false, numbers[0]);
      case "bend" -> new Part(pigment, smooth(pairs(rest), false), true, numbers[0]);
      case "ring" -> new Part(pigment, ellipse(rest), true, numbers[0]);
      default -> throw new IllegalArgumentException("no such shape: " + words[1]);
    };
  }

  private static double[] pairs(double[] numbers) {
    if (numbers.length < 4 || numbers.length % 2 != 0) {
      throw new IllegalArgumentException("not pairs of x and y");
    }
    return numbers;
  }

  private static double[] four(double[] numbers) {
    if (numbers.length != 4) {
      throw new IllegalArgumentException("not four numbers");
    }
    return numbers;
  }

  private static double[] corners(double[] numbers) {
    double[] n = four(numbers);
    return new double[] {n[0], n[1], n[2], n[1], n[2], n[3], n[0], n[3]};
  }

  /** A smooth curve through eight points; it differs from an ellipse by less than 1 %. */
  private static double[] ellipse(double[] numbers) {
    double[] n = four(numbers);
    double[] points = new double[16];
    for (int i = 0; i < 8; i++) {
      points[2 * i] = n[0] + n[2] * Math.cos(i * Math.PI / 4);
      points[2 * i + 1] = n[1] + n[3] * Math.sin(i * Math.PI / 4);
    }
    return smooth(points, true);
  }

  /** The control points of the Catmull-Rom spline through the points. */
  private static double[] smooth(double[] points, boolean closed) {
    int count = points.length / 2;
    int curves = closed ? count : count - 1;
    double[] controls = new double[2 + 6 * curves];
    for (int axis = 0; axis < 2; axis++) {
      controls[axis] = points[axis];
      for (int i = 0; i < curves; i++) {
        double[] p = new double[4];
        for (int k = 0; k < 4; k++) {
          int at = i + k - 1;
          int index = closed ? Math.floorMod(at, count) : Math.clamp(at, 0, count - 1);
          p[k] = points[2 * index + axis];
        }
        controls[2 + 6 * i + axis] = p[1] + (p[2] - p[0]) / 6;
        controls[4 + 6 * i + axis] = p[2] - (p[3] - p[1]) / 6;
        controls[6 + 6 * i + axis] = p[2];
      }
    }
    return controls;
  }
}
