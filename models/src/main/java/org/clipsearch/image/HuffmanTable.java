package org.clipsearch.image;

import java.util.Arrays;

/**
 * What the codes of a JPEG mean (ITU-T T.81, C and F.2), looked up by the bits that come next.
 * Where only a block's mean is wanted, its other coefficients are passed over: several at once, as
 * many as a second table finds in the next bits.
 */
final class HuffmanTable {
  private static final int CODE_BITS = 16;

  /** So many that the tables lie in the cache next to a core, and two coefficients in most. */
  static final int SKIP_BITS = 13;

  /** Added to a {@link #skip} behind which the block has no coefficients. */
  static final int END = 1 << 15;

  private static final int RUN_OF_16 = 0xf0;

  /** What most codes have at the most, so most are found in a small table. */
  private static final int SHORT_CODE_BITS = 9;

  private final short[] codes = new short[1 << CODE_BITS];
  private final short[] shortCodes = new short[1 << SHORT_CODE_BITS];
  private final char[] skips = new char[1 << SKIP_BITS];

  /**
   * Makes the tables.
   *
   * @param counts of the codes of 1 to 16 bits
   * @param symbols in the order of their codes
   * @throws IllegalArgumentException where there are more codes than bits can tell apart
   */
  HuffmanTable(int[] counts, byte[] symbols) {
    int code = 0; // of 16 bits, those behind the real ones 0
    int symbol = 0;
    for (int bits = 1; bits <= CODE_BITS; bits++) {
      for (int i = 0; i < counts[bits - 1]; i++) {
        int next = code + (1 << (CODE_BITS - bits));
        Arrays.fill(codes, code, next, (short) ((bits << 8) | (symbols[symbol++] & 0xff)));
        code = next;
      }
    }
    for (int ahead = 0; ahead < shortCodes.length; ahead++) {
      short found = codes[ahead << (CODE_BITS - SHORT_CODE_BITS)];
      shortCodes[ahead] = bits(found) <= SHORT_CODE_BITS ? found : 0;
    }
    for (int ahead = 0; ahead < skips.length; ahead++) {
      skips[ahead] = (char) skip(ahead);
    }
  }

  private int skip(int ahead) {
    int bits = 0;
    int coefficients = 0;
    while (true) {
      int code = codes[(ahead << (CODE_BITS - SKIP_BITS + bits)) & 0xffff];
      int after = bits + bits(code) + magnitudeBits(code);
      if (code == 0 || after > SKIP_BITS) {
        return coefficients << 6 | bits;
      }
      if (isEnd(code)) {
        return END | coefficients << 6 | after;
      }
      bits = after;
      coefficients += run(code);
    }
  }

  /**
   * The code that comes next; 0 where there is none such.
   *
   * @param ahead 64 bits, the next first
   */
  int code(long ahead) {
    int found = shortCodes[(int) (ahead >>> (Long.SIZE - SHORT_CODE_BITS))];
    return found != 0 ? found : codes[(int) (ahead >>> (Long.SIZE - CODE_BITS))];
  }

  /**
   * What can be passed over: {@link #skippedBits}, {@link #coefficients}, and {@link #END} or not.
   * 0 where no coefficient is whole in the bits that are looked at.
   *
   * @param ahead 64 bits, the next first
   */
  int skip(long ahead) {
    return skips[(int) (ahead >>> (Long.SIZE - SKIP_BITS))];
  }

  /** The lowest six bits, which is also what Java shifts a long by. */
  static int skippedBits(int skip) {
    return skip & 63;
  }

  static int coefficients(int skip) {
    return (skip >> 6) & 0x1ff;
  }

  /** Of the code itself. */
  static int bits(int code) {
    return code >> 8;
  }

  /** Behind the code: those of the number. */
  static int magnitudeBits(int code) {
    return code & 15;
  }

  /** Coefficients that a code of an AC table stands for: zeros, and one that may be another. */
  static int run(int code) {
    return ((code >> 4) & 15) + 1;
  }

  /** Whether an AC table's code says that all that is left of a block is zero. */
  static boolean isEnd(int code) {
    return magnitudeBits(code) == 0 && (code & 0xff) != RUN_OF_16;
  }
}
