package org.clipsearch.weights;

/** How safetensors files store numbers, with the format's names for it. */
public enum StorageType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E4M3(1),
  F8_E5M2(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  F64(8),
  I64(8),
  U64(8);

  private final int bytes;

  StorageType(int bytes) {
    this.bytes = bytes;
  }

  /** Of one number. */
  public int bytes() {
    return bytes;
  }

  /** Whether weights may be stored so. */
  public boolean holdsWeights() {
    return this == F32 || this == F16 || this == BF16;
  }
}
