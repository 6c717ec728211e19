package org.clipsearch.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes NumPy's array format, version 1.0 (NumPy Enhancement Proposal 1). */
final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** The data begins at a multiple of this. */
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /** Writes a float32 array {@code [rows, width]}; a null row becomes NaN. */
  static void write(Path file, List<float[]> rows, int width) throws IOException {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(rows.size(), width);
    int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    String padded = header + " ".repeat(padding) + "\n";
    long size = unpadded + padding + 4L * rows.size() * width;
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).putShort((short) padded.length());
    buffer.put(padded.getBytes(StandardCharsets.US_ASCII));
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        buffer.putFloat(row == null ? Float.NaN : row[i]);
      }
    }
    Files.write(file, buffer.array());
  }
}
