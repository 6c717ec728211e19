package org.clipsearch.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON header of a safetensors file, checked entry by entry. */
final class SafetensorsHeader {
  /** The format's own limit. */
  static final long MAX_BYTES = 100_000_000;

  private static final int MAX_DIMENSIONS = 8;

  /** One tensor: its bytes lie from {@code begin} to before {@code end} of the data. */
  record Entry(TensorSpec spec, StorageType type, long begin, long end) {}

  private final Path file;
  private final long dataSize;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private SafetensorsHeader(Path file, long dataSize) {
    this.file = file;
    this.dataSize = dataSize;
  }

  /**
   * Parses and checks a header.
   *
   * @param dataSize bytes that follow the header
   */
  static Map<String, Entry> parse(Path file, ByteBuffer header, long dataSize)
      throws CheckpointException {
    SafetensorsHeader parser = new SafetensorsHeader(file, dataSize);
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(header).toString();
      parser.readEntries(json);
    } catch (CharacterCodingException e) {
      throw parser.malformed("header is not UTF-8");
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw parser.malformed("header is not valid JSON: " + e.getMessage());
    }
    parser.checkCoverage();
    return parser.entries;
  }

  private void readEntries(String json) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (name.equals("__metadata__")) {
        reader.skipValue();
      } else if (entries.put(name, readEntry(reader, name)) != null) {
        throw malformed("tensor " + name + " is named twice");
      }
    }
    reader.endObject();
    if (!json.substring(json.lastIndexOf('}') + 1).isBlank()) {
      throw malformed("header goes on behind its end");
    }
  }

  private Entry readEntry(JsonReader reader, String name) throws IOException {
    String type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "dtype" -> type = reader.nextString();
        case "shape" -> shape = readLongs(reader, name);
        case "data_offsets" -> offsets = readLongs(reader, name);
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw malformed("tensor " + name + " needs a dtype, a shape and two data_offsets");
    }
    return checked(name, storageType(name, type), shape, offsets);
  }

  private List<Long> readLongs(JsonReader reader, String name) throws IOException {
    List<Long> values = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      values.add(reader.nextLong());
      if (values.size() > MAX_DIMENSIONS) {
        throw malformed("tensor " + name + " has more than " + MAX_DIMENSIONS + " dimensions");
      }
    }
    reader.endArray();
    return values;
  }

  private StorageType storageType(String name, String type) throws CheckpointException {
    for (StorageType known : StorageType.values()) {
      if (known.name().equals(type)) {
        return known;
      }
    }
    throw malformed("tensor " + name + " has the unknown dtype " + type);
  }

  private Entry checked(String name, StorageType type, List<Long> shape, List<Long> offsets)
      throws CheckpointException {
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (begin < 0 || end < begin) {
      throw malformed("tensor " + name + " has the offsets " + offsets);
    }
    if (end > dataSize) {
      throw new CheckpointException(
          "%s: truncated: tensor %s ends at byte %d of the data, but there are %d"
              .formatted(file, name, end, dataSize));
    }
    long bytes = type.bytes();
    List<Integer> dimensions = new ArrayList<>();
    for (long d : shape) {
      if (d < 0 || d > Integer.MAX_VALUE || Math.multiplyHigh(bytes, d) != 0) {
        throw malformed("tensor " + name + " has the impossible shape " + shape);
      }
      bytes *= d;
      if (bytes < 0) {
        throw malformed("tensor " + name + " has the impossible shape " + shape);
      }
      dimensions.add((int) d);
    }
    if (bytes != end - begin) {
      throw malformed(
          "tensor %s of type %s and shape %s takes %d bytes, but its offsets are %s"
              .formatted(name, type, shape, bytes, offsets));
    }
    return new Entry(new TensorSpec(name, dimensions), type, begin, end);
  }

  /** Every byte of the data belongs to exactly one tensor. */
  private void checkCoverage() throws CheckpointException {
    List<Entry> inOrder = new ArrayList<>(entries.values());
    inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long covered = 0;
    for (Entry entry : inOrder) {
      if (entry.begin() != covered) {
        String what =
            entry.begin() < covered ? "overlaps the one before" : "leaves a gap before it";
        throw malformed("tensor " + entry.spec().name() + " " + what);
      }
      covered = entry.end();
    }
    if (covered != dataSize) {
      throw malformed((dataSize - covered) + " bytes behind the last tensor belong to none");
    }
  }

  private CheckpointException malformed(String what) {
    return new CheckpointException(file + ": not a valid safetensors file: " + what);
  }
}
