package org.clipsearch.clip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.EncoderConfig;

/**
 * Packs {@code towers.torchscript} as libtorch loads it: a zip of the program's text, its version,
 * no constants, and a pickle of the module with its settings (PyTorch 2.7, {@code
 * torch/csrc/jit/serialization/import.cpp}; Python's pickle protocol 2).
 */
final class TowerProgram {
  private static final String RESOURCE = "towers.torchscript";

  private final String tower;
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  /**
   * A program without weights.
   *
   * @param tower the class in the program's text
   */
  TowerProgram(String tower, EncoderConfig encoder, Precision precision) {
    this.tower = tower;
    attributes.put("training", false);
    attributes.put("layers", encoder.layers());
    attributes.put("heads", encoder.heads());
    attributes.put("eps", encoder.layerNormEps());
    attributes.put("quick_gelu", encoder.activation() == Activation.QUICK_GELU);
    attributes.put("dtype", precision.scalarType());
    attributes.put("w", Map.of());
  }

  /** Sets one more attribute that the tower's class declares. */
  TowerProgram with(String attribute, int value) {
    attributes.put(attribute, value);
    return this;
  }

  /** The archive. */
  byte[] pack() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        InputStream program = TowerProgram.class.getResourceAsStream(RESOURCE)) {
      add(zip, "data.pkl", module());
      add(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
      add(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
      add(zip, "code/__torch__.py", program.readAllBytes());
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry("clip/" + name));
    zip.write(content);
    zip.closeEntry();
  }

  /** An object of the tower's class, made from nothing, with its attributes set. */
  private byte[] module() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2}); // protocol 2
    pickle.writeBytes(("c__torch__\n" + tower + "\n").getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {')', (byte) 0x81, '}', '('}); // new object; state: a dict, marked
    attributes.forEach(
        (name, value) -> {
          byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
          pickle.writeBytes(littleEndian(5).put((byte) 'X').putInt(utf8.length).array());
          pickle.writeBytes(utf8);
          pickle.writeBytes(pickled(value));
        });
    pickle.writeBytes(new byte[] {'u', 'b', '.'}); // fill the dict, set it, stop
    return pickle.toByteArray();
  }

  private static byte[] pickled(Object value) {
    return switch (value) {
      case Boolean b -> new byte[] {(byte) (b ? 0x88 : 0x89)};
      case Integer i -> littleEndian(5).put((byte) 'J').putInt(i).array();
      case Double d -> ByteBuffer.allocate(9).put((byte) 'G').putDouble(d).array();
      case Map<?, ?> m when m.isEmpty() -> new byte[] {'}'};
      default -> throw new IllegalArgumentException("no pickle for " + value);
    };
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
