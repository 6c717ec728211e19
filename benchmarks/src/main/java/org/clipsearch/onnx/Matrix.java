package org.clipsearch.onnx;

/**
 * Numbers in row-major order.
 *
 * @param values {@code [rows, columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // a container, never compared
record Matrix(int rows, int columns, float[] values) {
  /**
   * The transpose.
   *
   * @param values {@code [rows, n]}
   */
  static Matrix transposed(float[] values, int rows) {
    int columns = values.length / rows;
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = values[row * columns + column];
      }
    }
    return new Matrix(columns, rows, transposed);
  }

  /**
   * As int8: a column's numbers are its scale times its integers, from -127 to 127, but for
   * rounding.
   *
   * @param values {@code [rows, columns]}
   * @param scales {@code [columns]}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Quantised(byte[] values, float[] scales) {}

  Quantised quantised() {
    float[] scales = new float[columns];
    for (int i = 0; i < values.length; i++) {
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(values[i]));
    }
    for (int column = 0; column < columns; column++) {
      scales[column] = scales[column] == 0 ? 1 : scales[column] / Byte.MAX_VALUE;
    }
    byte[] integers = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      integers[i] = (byte) Math.round(values[i] / scales[i % columns]);
    }
    return new Quantised(integers, scales);
  }
}
