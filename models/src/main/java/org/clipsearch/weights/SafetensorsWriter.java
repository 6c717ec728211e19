package org.clipsearch.weights;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;

/** Writes safetensors files, one tensor in memory at a time. */
public final class SafetensorsWriter {
  private SafetensorsWriter() {}

  /**
   * Writes a file. It takes the place of one that is there at once or not at all, and whoever has
   * the old one open keeps it.
   *
   * @param type F32, F16 or BF16, for all tensors
   * @param values a tensor's numbers in row-major order; asked for in the order of {@code specs}
   */
  public static void write(
      Path file, StorageType type, List<TensorSpec> specs, Function<TensorSpec, float[]> values)
      throws IOException {
    if (!type.holdsWeights()) {
      throw new IllegalArgumentException("cannot store weights as " + type);
    }
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try (WritableByteChannel channel =
        Files.newByteChannel(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(channel, header(type, specs));
      for (TensorSpec spec : specs) {
        writeFully(channel, bytes(type, spec, values.apply(spec)));
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(next);
      throw e;
    }
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static ByteBuffer header(StorageType type, List<TensorSpec> specs) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      // Older versions of Hugging Face's transformers open no file that does not say this.
      json.name("__metadata__").beginObject().name("format").value("pt").endObject();
      long offset = 0;
      for (TensorSpec spec : specs) {
        json.name(spec.name()).beginObject().name("dtype").value(type.name());
        json.name("shape").beginArray();
        for (int d : spec.shape()) {
          json.value(d);
        }
        json.endArray();
        long end = offset + spec.size() * type.bytes();
        json.name("data_offsets").beginArray().value(offset).value(end).endArray();
        json.endObject();
        offset = end;
      }
      json.endObject();
    }
    byte[] header = text.toString().getBytes(StandardCharsets.UTF_8);
    // Padded by spaces, so that the data begins at a multiple of 8.
    int padded = header.length + (-header.length & 7);
    ByteBuffer buffer = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(padded).put(header);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.flip();
  }

  private static ByteBuffer bytes(StorageType type, TensorSpec spec, float[] values) {
    if (values.length != spec.size()) {
      throw new IllegalArgumentException(
          "%s has shape %s, got %d numbers".formatted(spec.name(), spec.shape(), values.length));
    }
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      switch (type) {
        case F32 -> buffer.putFloat(value);
        case F16 -> buffer.putShort(Float.floatToFloat16(value));
        default -> buffer.putShort(toBfloat16(value));
      }
    }
    return buffer.flip();
  }

  /** Rounds to nearest, ties to even; finite numbers only. */
  private static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer buffer)
      throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
