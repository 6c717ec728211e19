package org.clipsearch.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes NumPy's array format, version 1.0 (NumPy Enhancement Proposal 1), row by row. */
final class NpyFile implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** The data begins at a multiple of this. */
  private static final int ALIGNMENT = 64;

  private final OutputStream out;
  private final int width;

  /** Begins a float32 array {@code [rows, width]}. */
  NpyFile(Path file, int rows, int width) throws IOException {
    this.out = new BufferedOutputStream(Files.newOutputStream(file));
    this.width = width;
    String header =
        String.format(
            Locale.ROOT,
            "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }",
            rows,
            width);
    int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    String padded = header + " ".repeat(padding) + "\n";
    out.write(MAGIC);
    out.write(padded.length());
    out.write(padded.length() >> 8);
    out.write(padded.getBytes(StandardCharsets.US_ASCII));
  }

  /** Writes the next row; null becomes NaN. */
  void write(float[] row) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < width; i++) {
      bytes.putFloat(row == null ? Float.NaN : row[i]);
    }
    out.write(bytes.array());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
