package org.clipsearch.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.clipsearch.onnx.OnnxProto.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes against what was worked out by hand from protobuf's and ONNX's specifications. */
class OnnxFileTest {
  private static byte[] hex(String... bytes) {
    return HexFormat.of().parseHex(String.join("", bytes).replace(" ", ""));
  }

  @Test
  void varintsAreThoseOfTheGuide() {
    // protobuf.dev, "Encoding": field 1 of 150 is 08 96 01; field 2 "testing" 12 07 ...;
    // field 3 with the first message in it 1a 03 08 96 01.
    ProtoMessage first = new ProtoMessage().number(1, 150);
    assertArrayEquals(hex("08 96 01"), first.toBytes());
    assertArrayEquals(
        hex("12 07 74 65 73 74 69 6e 67"), new ProtoMessage().text(2, "testing").toBytes());
    assertArrayEquals(hex("1a 03 08 96 01"), new ProtoMessage().message(3, first).toBytes());
    // "-2 is encoded as ..., fe ff ff ff ff ff ff ff ff 01"
    assertArrayEquals(
        hex("08 fe ff ff ff ff ff ff ff ff 01"), new ProtoMessage().number(1, -2).toBytes());
    // Field 20 needs two bytes: 20 << 3 = 160 = a0 01. 1.5f is 3fc00000.
    assertArrayEquals(hex("a0 01 01"), new ProtoMessage().number(20, 1).toBytes());
    assertArrayEquals(hex("15 00 00 c0 3f"), new ProtoMessage().real(2, 1.5f).toBytes());
  }

  @Test
  void modelIsWhatTheSpecificationSays(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("tiny.onnx");
    try (OnnxFile graph = new OnnxFile(file)) {
      String x = graph.input("x", DataType.FLOAT, List.of("B", "2"));
      String w = graph.tensor("w", List.of(2), 1f, -2f);
      graph.output(graph.node("Add", List.of(x, w), OnnxProto.attribute("a", 7)), List.of("B"));
    }
    byte[] expected =
        hex(
            "08 0b", // ir_version 11
            "12 0a 63 6c 69 70 73 65 61 72 63 68", // producer_name
            "42 04 0a 00 10 17", // opset_import "" 23
            "42 11 0a 0d 63 6f 6d 2e 6d 69 63 72 6f 73 6f 66 74 10 01", // com.microsoft 1
            "3a 06 12 04 63 6c 69 70", // graph: name
            "3a 16 5a 14 0a 01 78", // graph: input x,
            "12 0f 0a 0d 08 01", // its type: a tensor of float
            "12 09 0a 03 12 01 42 0a 02 08 02", // and shape [B, 2]
            "3a 13 2a 11 08 02 10 01 42 01 77", // graph: initializer [2] of float, w
            "4a 08 00 00 80 3f 00 00 00 c0", // raw_data 1, -2
            "3a 1e 0a 1c 0a 01 78 0a 01 77", // graph: node of x and w
            "12 05 41 64 64 5f 30 22 03 41 64 64", // to Add_0, by Add
            "2a 08 0a 01 61 18 07 a0 01 02", // attribute a, 7, an integer
            "3a 16 62 14 0a 05 41 64 64 5f 30", // graph: output Add_0
            "12 0b 0a 09 08 01 12 05 0a 03 12 01 42"); // of float [B]
    assertArrayEquals(expected, Files.readAllBytes(file));
  }
}
