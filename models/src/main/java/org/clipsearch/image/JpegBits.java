package org.clipsearch.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entropy-coded data of a baseline JPEG, bit by bit (ITU-T T.81, F.2.2). Not thread-safe. Where
 * it is damaged, {@link ImageException} or IndexOutOfBoundsException are thrown.
 */
final class JpegBits {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int COEFFICIENTS = 64;

  /** Of {@link HuffmanTable#skip}, that are sure to be in the 57 bits that a look ahead has. */
  private static final int SKIPS_A_LOOK = 57 / HuffmanTable.SKIP_BITS;

  private final byte[] data; // without the zeros behind 0xff, and without markers
  private final int length;
  private int[] restarts = new int[16]; // where in the data
  private int restartCount;
  private int restart;
  private long at; // in bits

  /** Copies the data up to a marker that is no restart. */
  JpegBits(byte[] file, int start) {
    data = new byte[file.length - start + Long.BYTES];
    int length = 0;
    int from = start;
    for (boolean isOver = false; !isOver; ) {
      int next = next0xff(file, from);
      int marker = next + 1 < file.length ? file[next + 1] & 0xff : 0xd9;
      boolean isData = marker == 0;
      int copied = next - from + (isData ? 1 : 0);
      System.arraycopy(file, from, data, length, copied);
      length += copied;
      from = next + 2;
      if (marker >= 0xd0 && marker <= 0xd7) {
        addRestart(length);
      } else {
        isOver = !isData;
      }
    }
    this.length = length;
  }

  private void addRestart(int where) {
    if (restartCount == restarts.length) {
      restarts = Arrays.copyOf(restarts, 2 * restartCount);
    }
    restarts[restartCount++] = where;
  }

  private static int next0xff(byte[] file, int from) {
    int at = from;
    while (at <= file.length - Long.BYTES) {
      long eight = ~(long) LONGS.get(file, at); // and so a zero is looked for
      long found = (eight - 0x0101010101010101L) & ~eight & 0x8080808080808080L;
      if (found != 0) {
        break;
      }
      at += Long.BYTES;
    }
    while (at < file.length && file[at] != (byte) 0xff) {
      at++;
    }
    return at;
  }

  /** The next 57 bits and more, the first of them the highest. */
  private long ahead(long bit) {
    return (long) LONGS.get(data, (int) (bit >>> 3)) << (bit & 7);
  }

  /** The next DC coefficient, less the one before. */
  int difference(HuffmanTable dc) throws ImageException {
    return number(dc.code(ahead(at)));
  }

  /** Takes in a code that comes next, and the number behind it. */
  private int number(int code) throws ImageException {
    if (code == 0) {
      throw new ImageException("no such code");
    }
    int size = HuffmanTable.magnitudeBits(code);
    long magnitude = ahead(at) << HuffmanTable.bits(code) >>> 1 >>> (Long.SIZE - 1 - size);
    at += HuffmanTable.bits(code) + size;
    return (int) (magnitude < (1 << size) >> 1 ? magnitude + 1 - (1 << size) : magnitude);
  }

  /**
   * A block's first AC coefficients; the others are passed over.
   *
   * @param first takes them, each at its place in zigzag order
   */
  void coefficients(HuffmanTable ac, int[] first) throws ImageException {
    Arrays.fill(first, 1, first.length, 0);
    int coefficient = 1;
    while (coefficient < first.length) {
      int code = ac.code(ahead(at));
      int number = number(code);
      if (HuffmanTable.isEnd(code)) {
        return;
      }
      coefficient += HuffmanTable.run(code);
      if (coefficient <= first.length) {
        first[coefficient - 1] = number;
      }
    }
    skipCoefficients(ac, coefficient);
  }

  /**
   * Passes over a block's AC coefficients.
   *
   * @param from the first of them, in zigzag order
   */
  void skipCoefficients(HuffmanTable ac, int from) throws ImageException {
    long bit = at;
    int coefficient = from;
    while (coefficient < COEFFICIENTS) {
      long ahead = ahead(bit);
      for (int i = 0; i < SKIPS_A_LOOK; i++) {
        int skip = ac.skip(ahead);
        int after = coefficient + HuffmanTable.coefficients(skip);
        if (after >= COEFFICIENTS || skip == 0) { // the block may end amid these
          int code = ac.code(ahead(bit));
          if (code == 0) {
            throw new ImageException("no such code");
          }
          bit += HuffmanTable.bits(code) + HuffmanTable.magnitudeBits(code);
          coefficient =
              HuffmanTable.isEnd(code) ? COEFFICIENTS : coefficient + HuffmanTable.run(code);
          break;
        }
        bit += HuffmanTable.skippedBits(skip);
        ahead <<= skip; // by as many
        coefficient = after;
        if (skip >= HuffmanTable.END) {
          at = bit;
          return;
        }
      }
    }
    at = bit;
  }

  /** Goes on behind the next restart marker. */
  void restart() throws ImageException {
    if (restart == restartCount || at > 8L * restarts[restart]) {
      throw new ImageException("no restart here");
    }
    at = 8L * restarts[restart++];
  }

  /** At the end: where more has been read than is there, it was damaged. */
  void end() throws ImageException {
    if (at > 8L * length) {
      throw new ImageException("cut off");
    }
  }
}
