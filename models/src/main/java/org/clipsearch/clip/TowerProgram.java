package org.clipsearch.clip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.clipsearch.weights.Activation;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.EncoderConfig;
import org.clipsearch.weights.SentenceConfig;

/**
 * Packs {@code towers.torchscript} as libtorch loads it: a zip of the program's text, its version,
 * no constants, and a pickle of the module with its settings (PyTorch 2.7, {@code
 * torch/csrc/jit/serialization/import.cpp}; Python's pickle protocol 2).
 */
final class TowerProgram {
  private static final String TOWERS = "towers.torchscript";
  private static final String PLAIN = "plain.torchscript";
  private static final String ONEDNN = "onednn.torchscript";

  private final String module;
  private final List<String> code;
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  /**
   * Begins a program.
   *
   * @param code the resources that declare the module's class and all that it uses
   */
  private TowerProgram(String module, List<String> code) {
    this.module = module;
    this.code = code;
    attributes.put("training", false);
    attributes.put("w", Map.of());
  }

  /** The image tower, without weights. */
  static TowerProgram image(ClipConfig config, Compute compute) {
    List<String> code =
        compute.precision() == Precision.INT8
            ? List.of(TOWERS, ONEDNN, "int8.torchscript")
            : towers(compute);
    return new TowerProgram("ImageTower", code).image(config, compute.precision());
  }

  /** The text tower, without weights. */
  static TowerProgram text(ClipConfig config, Compute compute) {
    return new TowerProgram("TextTower", towers(compute)).with(config.text(), compute.precision());
  }

  /** A sentence encoder, without weights. */
  static TowerProgram sentence(SentenceConfig config, Compute compute) {
    List<String> code = new ArrayList<>(towers(compute));
    code.add("sentence.torchscript");
    return new TowerProgram("SentenceTower", code).with(config.encoder(), compute.precision());
  }

  /** Both towers and what trains them, without weights. */
  static TowerProgram trainer(ClipConfig config, Precision precision) {
    return new TowerProgram("Trainer", List.of(TOWERS, PLAIN, "trainer.torchscript"))
        .with("image", new TowerProgram("ImageTower", List.of()).image(config, precision))
        .with("text", new TowerProgram("TextTower", List.of()).with(config.text(), precision))
        .with("m", Map.of())
        .with("v", Map.of());
  }

  private static List<String> towers(Compute compute) {
    return compute.packs() ? List.of(TOWERS, ONEDNN, "packed.torchscript") : List.of(TOWERS, PLAIN);
  }

  private TowerProgram image(ClipConfig config, Precision precision) {
    return with(config.vision(), precision).with("patch", config.patchSize());
  }

  private TowerProgram with(EncoderConfig encoder, Precision precision) {
    return with("layers", encoder.layers())
        .with("heads", encoder.heads())
        .with("eps", encoder.layerNormEps())
        .with("quick_gelu", encoder.activation() == Activation.QUICK_GELU)
        .with("dtype", precision.scalarType());
  }

  /** Sets an attribute that the module's class declares. */
  private TowerProgram with(String attribute, Object value) {
    attributes.put(attribute, value);
    return this;
  }

  /** The archive. */
  byte[] pack() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", new byte[] {(byte) 0x80, 2}, object(), new byte[] {'.'}); // protocol 2
      add(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
      add(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
      add(zip, "code/__torch__.py", code());
    }
    return bytes.toByteArray();
  }

  private byte[] code() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (String resource : code) {
      try (InputStream in = TowerProgram.class.getResourceAsStream(resource)) {
        in.transferTo(text);
      }
    }
    return text.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[]... content) throws IOException {
    zip.putNextEntry(new ZipEntry("clip/" + name));
    for (byte[] part : content) {
      zip.write(part);
    }
    zip.closeEntry();
  }

  /** An object of the module's class, made from nothing, with its attributes set. */
  private byte[] object() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(("c__torch__\n" + module + "\n").getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {')', (byte) 0x81, '}', '('}); // new object; state: a dict, marked
    attributes.forEach(
        (name, value) -> {
          byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
          pickle.writeBytes(littleEndian(5).put((byte) 'X').putInt(utf8.length).array());
          pickle.writeBytes(utf8);
          pickle.writeBytes(pickled(value));
        });
    pickle.writeBytes(new byte[] {'u', 'b'}); // fill the dict, set it
    return pickle.toByteArray();
  }

  private static byte[] pickled(Object value) {
    return switch (value) {
      case Boolean b -> new byte[] {(byte) (b ? 0x88 : 0x89)};
      case Integer i -> littleEndian(5).put((byte) 'J').putInt(i).array();
      case Double d -> ByteBuffer.allocate(9).put((byte) 'G').putDouble(d).array();
      case TowerProgram p -> p.object();
      case Map<?, ?> m when m.isEmpty() -> new byte[] {'}'};
      default -> throw new IllegalArgumentException("no pickle for " + value);
    };
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
