package org.clipsearch.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in protobuf's wire format (protobuf.dev, "Encoding"): fields one behind the other, each
 * a tag, which is {@code number << 3 | wire type}, and a value. Numbers of fields are the caller's.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds an integer or the number of an enum's value: seven bits a byte, the lowest first. */
  ProtoMessage number(int field, long value) {
    varint(((long) field << 3) | VARINT);
    varint(value);
    return this;
  }

  ProtoMessage real(int field, float value) {
    varint(((long) field << 3) | FIXED_32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes.write(bits >>> shift);
    }
    return this;
  }

  ProtoMessage text(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    begin(field, utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  ProtoMessage message(int field, ProtoMessage value) {
    begin(field, value.size());
    bytes.writeBytes(value.toBytes());
    return this;
  }

  /** Adds a field's tag and length; its value is to be written behind this message's bytes. */
  ProtoMessage begin(int field, long length) {
    varint(((long) field << 3) | LENGTH_DELIMITED);
    varint(length);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80)); // more follows
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  int size() {
    return bytes.size();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
