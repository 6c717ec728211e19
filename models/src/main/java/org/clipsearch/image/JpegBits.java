package org.clipsearch.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entropy-coded data of a baseline JPEG, bit by bit (ITU-T T.81, F.2.2). Not thread-safe. Where
 * it is damaged, {@link ImageException} or IndexOutOfBoundsException are thrown, at the end at the
 * latest.
 */
final class JpegBits {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int COEFFICIENTS = 64;

  /** Of {@link HuffmanTable#skip}, that are sure to be in the 57 bits that a look ahead has. */
  private static final int SKIPS_A_LOOK = 57 / HuffmanTable.SKIP_BITS;

  /** More than a unit takes: 6 blocks of 64 codes of 16 bits, each with 15 bits behind it. */
  private static final int MOST_OF_A_UNIT = 2_048;

  private static final int BUFFER = 32_768;

  private final byte[] file;
  private int from; // where the file goes on behind what is in the buffer
  private boolean isOver; // there is a marker, or the end
  private final byte[] data = new byte[BUFFER + Long.BYTES]; // without the zeros behind 0xff
  private int length;
  private long at; // in the buffer, in bits

  JpegBits(byte[] file, int start) {
    this.file = file;
    this.from = start;
  }

  /** Before each unit: has at hand what it can take. */
  void fill() {
    int used = (int) (at >>> 3);
    if (length - used >= MOST_OF_A_UNIT || isOver) {
      return;
    }
    length -= used;
    System.arraycopy(data, used, data, 0, length);
    at &= 7;
    while (length < BUFFER && !isOver) {
      int end = Math.min(file.length, from + BUFFER - length);
      int next = next0xff(from, end);
      System.arraycopy(file, from, data, length, next - from);
      length += next - from;
      from = next;
      if (next < end && next + 1 < file.length && file[next + 1] == 0) {
        data[length++] = (byte) 0xff;
        from = next + 2;
      } else {
        isOver = next < end || next == file.length;
      }
    }
    Arrays.fill(data, length, length + Long.BYTES, (byte) 0);
  }

  private int next0xff(int start, int end) {
    int next = start;
    while (next <= end - Long.BYTES) {
      long eight = ~(long) LONGS.get(file, next); // and so a zero is looked for
      long found = (eight - 0x0101010101010101L) & ~eight & 0x8080808080808080L;
      if (found != 0) {
        break;
      }
      next += Long.BYTES;
    }
    while (next < end && file[next] != (byte) 0xff) {
      next++;
    }
    return next;
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

  /** Goes on behind a restart marker. */
  void restart() throws ImageException {
    end();
    if (!isOver || from + 1 >= file.length || (file[from + 1] & 0xf8) != 0xd0) {
      throw new ImageException("no restart here");
    }
    from += 2;
    isOver = false;
    length = 0;
    at = 0;
  }

  /** Behind the last unit: where more has been read than is there, it was damaged. */
  void end() throws ImageException {
    if (at > 8L * length) {
      throw new ImageException("cut off");
    }
  }
}
