package org.clipsearch.onnx;

import java.util.List;

/**
 * The messages of an ONNX model. The numbers of fields, types and versions are those of {@code
 * onnx/onnx.proto} in onnx 1.18, whose names the constants have.
 */
final class OnnxProto {
  /** {@code IR_VERSION_2025_05_12}, which goes with operator set 23. */
  private static final int IR_VERSION = 11;

  /** The first that has the operator {@code Attention}. */
  private static final int OPSET = 23;

  /** Of ONNX Runtime's own operators; in the domain {@code com.microsoft}. */
  private static final int MICROSOFT_OPSET = 1;

  // ModelProto
  private static final int MODEL_IR_VERSION = 1;
  private static final int MODEL_PRODUCER_NAME = 2;
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPSET_IMPORT = 8;

  // OperatorSetIdProto
  private static final int OPSET_DOMAIN = 1;
  private static final int OPSET_VERSION = 2;

  // GraphProto
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_NAME = 2;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;

  // NodeProto
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OP_TYPE = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int NODE_DOMAIN = 7;

  // AttributeProto and its AttributeType
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_F = 2;
  private static final int ATTRIBUTE_I = 3;
  private static final int ATTRIBUTE_INTS = 8;
  private static final int ATTRIBUTE_TYPE = 20;
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int INTS = 7;

  // TensorProto
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_DATA_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;

  // ValueInfoProto, TypeProto, TypeProto.Tensor, TensorShapeProto, TensorShapeProto.Dimension
  private static final int VALUE_INFO_NAME = 1;
  private static final int VALUE_INFO_TYPE = 2;
  private static final int TYPE_TENSOR_TYPE = 1;
  private static final int TENSOR_TYPE_ELEM_TYPE = 1;
  private static final int TENSOR_TYPE_SHAPE = 2;
  private static final int SHAPE_DIM = 1;
  private static final int DIMENSION_VALUE = 1;
  private static final int DIMENSION_PARAM = 2;

  /** What tensors are of: some of TensorProto.DataType. */
  enum DataType {
    FLOAT(1),
    INT8(3),
    INT64(7);

    private final int number;

    DataType(int number) {
      this.number = number;
    }
  }

  private OnnxProto() {}

  /** All of a model but what is in its graph. */
  static ProtoMessage model(String graph) {
    return new ProtoMessage()
        .number(MODEL_IR_VERSION, IR_VERSION)
        .text(MODEL_PRODUCER_NAME, "clipsearch")
        .message(MODEL_OPSET_IMPORT, opset("", OPSET))
        .message(MODEL_OPSET_IMPORT, opset("com.microsoft", MICROSOFT_OPSET))
        .message(MODEL_GRAPH, new ProtoMessage().text(GRAPH_NAME, graph));
  }

  private static ProtoMessage opset(String domain, int version) {
    return new ProtoMessage().text(OPSET_DOMAIN, domain).number(OPSET_VERSION, version);
  }

  static ProtoMessage attribute(String name, long value) {
    return new ProtoMessage()
        .text(ATTRIBUTE_NAME, name)
        .number(ATTRIBUTE_I, value)
        .number(ATTRIBUTE_TYPE, INT);
  }

  static ProtoMessage attribute(String name, float value) {
    return new ProtoMessage()
        .text(ATTRIBUTE_NAME, name)
        .real(ATTRIBUTE_F, value)
        .number(ATTRIBUTE_TYPE, FLOAT);
  }

  static ProtoMessage attribute(String name, List<Integer> values) {
    ProtoMessage attribute = new ProtoMessage().text(ATTRIBUTE_NAME, name);
    values.forEach(value -> attribute.number(ATTRIBUTE_INTS, value));
    return attribute.number(ATTRIBUTE_TYPE, INTS);
  }

  /**
   * A model with nothing but one node of its graph.
   *
   * @param operator with its domain before a dot, unless it is one of ONNX's own
   * @param inputs empty where an optional one is left out
   */
  record Node(String operator, List<String> inputs, String output, List<ProtoMessage> attributes) {
    ProtoMessage inModel() {
      ProtoMessage node = new ProtoMessage();
      inputs.forEach(input -> node.text(NODE_INPUT, input));
      node.text(NODE_OUTPUT, output);
      int dot = operator.lastIndexOf('.');
      node.text(NODE_OP_TYPE, operator.substring(dot + 1));
      attributes.forEach(attribute -> node.message(NODE_ATTRIBUTE, attribute));
      if (dot >= 0) {
        node.text(NODE_DOMAIN, operator.substring(0, dot));
      }
      return inGraph(GRAPH_NODE, node);
    }
  }

  static ProtoMessage input(String name, DataType type, List<String> shape) {
    return inGraph(GRAPH_INPUT, value(name, type, shape));
  }

  static ProtoMessage output(String name, DataType type, List<String> shape) {
    return inGraph(GRAPH_OUTPUT, value(name, type, shape));
  }

  /** A dimension is a number, or a name where it is known in a run only. */
  private static ProtoMessage value(String name, DataType type, List<String> shape) {
    ProtoMessage dimensions = new ProtoMessage();
    for (String dimension : shape) {
      ProtoMessage message = new ProtoMessage();
      boolean known = Character.isDigit(dimension.charAt(0));
      dimensions.message(
          SHAPE_DIM,
          known
              ? message.number(DIMENSION_VALUE, Long.parseLong(dimension))
              : message.text(DIMENSION_PARAM, dimension));
    }
    ProtoMessage tensor =
        new ProtoMessage()
            .number(TENSOR_TYPE_ELEM_TYPE, type.number)
            .message(TENSOR_TYPE_SHAPE, dimensions);
    return new ProtoMessage()
        .text(VALUE_INFO_NAME, name)
        .message(VALUE_INFO_TYPE, new ProtoMessage().message(TYPE_TENSOR_TYPE, tensor));
  }

  private static ProtoMessage inGraph(int field, ProtoMessage message) {
    return new ProtoMessage().message(MODEL_GRAPH, new ProtoMessage().message(field, message));
  }

  /**
   * A tensor of a graph.
   *
   * @param bytes of its numbers
   */
  record Tensor(String name, DataType type, List<Integer> shape, long bytes) {
    /** A model with nothing but this tensor; its numbers, little-endian, are to follow. */
    List<ProtoMessage> inModel() {
      ProtoMessage tensor = new ProtoMessage();
      shape.forEach(dimension -> tensor.number(TENSOR_DIMS, dimension));
      tensor.number(TENSOR_DATA_TYPE, type.number).text(TENSOR_NAME, name);
      tensor.begin(TENSOR_RAW_DATA, bytes);
      long length = tensor.size() + bytes;
      ProtoMessage graph = new ProtoMessage().begin(GRAPH_INITIALIZER, length);
      ProtoMessage model = new ProtoMessage().begin(MODEL_GRAPH, graph.size() + length);
      return List.of(model, graph, tensor);
    }
  }
}
