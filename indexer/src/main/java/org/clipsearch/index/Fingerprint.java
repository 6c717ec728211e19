package org.clipsearch.index;

import org.clipsearch.platform.Sha256;

/** Tells whether two files have the same content, whatever they are called. */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * The first 128 bits of the SHA-256 of all of a file: 32 lowercase hexadecimal digits. Two files
   * of a billion have the same by chance once in 10^20 such libraries.
   */
  public static String of(byte[] file) {
    return Sha256.of(file).substring(0, 32);
  }
}
