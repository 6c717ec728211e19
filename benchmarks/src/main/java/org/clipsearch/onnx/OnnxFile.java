package org.clipsearch.onnx;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clipsearch.onnx.OnnxProto.DataType;

/**
 * An ONNX model as it is written, node by node and tensor by tensor, so that one tensor at a time
 * is in memory. Each comes in a field {@code graph} of its own: a message that comes several times
 * is merged by who reads it (protobuf.dev, "Encoding", "Last One Wins").
 */
final class OnnxFile implements Closeable {
  private final WritableByteChannel channel;
  private final Set<String> constants = new HashSet<>();
  private int nodes;

  /**
   * Begins a file.
   *
   * @param file one that is there is written over
   */
  OnnxFile(Path file) throws IOException {
    channel =
        Files.newByteChannel(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    write(OnnxProto.model("clip"));
  }

  private void write(ProtoMessage message) throws IOException {
    write(ByteBuffer.wrap(message.toBytes()));
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Declares what a run is given; a dimension is a number, or any name. */
  String input(String name, DataType type, List<String> shape) throws IOException {
    write(OnnxProto.input(name, type, shape));
    return name;
  }

  /** Declares a node's result for a run's, of float32. */
  void output(String name, List<String> shape) throws IOException {
    write(OnnxProto.output(name, DataType.FLOAT, shape));
  }

  /**
   * Adds a node, after those that it needs.
   *
   * @return the name of its result
   */
  String node(String operator, List<String> inputs, ProtoMessage... attributes) throws IOException {
    String output = operator.substring(operator.lastIndexOf('.') + 1) + "_" + nodes++;
    write(new OnnxProto.Node(operator, inputs, output, List.of(attributes)).inModel());
    return output;
  }

  /** Adds a tensor of float32. */
  String tensor(String name, List<Integer> shape, float... values) throws IOException {
    ByteBuffer bytes = littleEndian((long) Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return tensor(name, DataType.FLOAT, shape, bytes);
  }

  /** Adds a tensor of int8. */
  String tensor(String name, List<Integer> shape, byte[] values) throws IOException {
    return tensor(name, DataType.INT8, shape, ByteBuffer.wrap(values));
  }

  /** A row of integers, as operators take shapes and axes; the same ones are written once. */
  String integers(int... values) throws IOException {
    String name = IntStream.of(values).mapToObj(Integer::toString).collect(Collectors.joining(","));
    if (constants.add(name)) {
      ByteBuffer bytes = littleEndian((long) Long.BYTES * values.length);
      bytes.asLongBuffer().put(IntStream.of(values).asLongStream().toArray());
      tensor(name, DataType.INT64, List.of(values.length), bytes);
    }
    return name;
  }

  private static ByteBuffer littleEndian(long bytes) {
    return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String tensor(String name, DataType type, List<Integer> shape, ByteBuffer bytes)
      throws IOException {
    for (ProtoMessage part : new OnnxProto.Tensor(name, type, shape, bytes.remaining()).inModel()) {
      write(part);
    }
    write(bytes);
    return name;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
