package org.clipsearch.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JPEG says before its scan (ITU-T T.81, B.2), of the kind that cameras write: sequential,
 * Huffman codes, 8 bits, YCbCr or grey, all in one scan, colours halved or not.
 *
 * @param components Y, or Y, Cb and Cr
 * @param restart units between two restart markers; 0 where there are none
 * @param start where in the file the coded data begins
 */
record JpegScan(int width, int height, List<Component> components, int restart, int start) {
  /**
   * A colour.
   *
   * @param across blocks that a unit has side by side
   * @param down blocks that a unit has one below the other
   * @param steps by which the first coefficients are multiplied, in zigzag order
   */
  @SuppressWarnings("ArrayRecordComponent") // a container, never compared
  record Component(int across, int down, int[] steps, HuffmanTable dc, HuffmanTable ac) {}

  /**
   * Reads the segments.
   *
   * @param from where the picture begins in the file
   * @throws ImageException where it is of another kind, or damaged
   * @throws IndexOutOfBoundsException where it is damaged, too
   */
  static JpegScan read(byte[] file, int from) throws ImageException {
    return new Segments(ByteBuffer.wrap(file).position(from + 2)).read();
  }

  /** Of how many coefficients something is told. */
  static final int STEPS = 5;

  private static final class Segments {
    private static final int FRAME = 0xc0;
    private static final int EXTENDED_FRAME = 0xc1;
    private static final int HUFFMAN = 0xc4;
    private static final int SCAN = 0xda;
    private static final int QUANTIZATION = 0xdb;
    private static final int RESTART = 0xdd;
    private static final int ADOBE = 0xee;

    private final ByteBuffer file;
    private final int[][] steps = new int[4][];
    private final HuffmanTable[] dc = new HuffmanTable[4];
    private final HuffmanTable[] ac = new HuffmanTable[4];
    private ByteBuffer frame;
    private int restart;

    Segments(ByteBuffer file) {
      this.file = file;
    }

    JpegScan read() throws ImageException {
      while (true) {
        int marker = marker();
        int length = unsigned(file) - 2;
        ByteBuffer segment = file.slice(file.position(), length);
        file.position(file.position() + length);
        switch (marker) {
          case FRAME, EXTENDED_FRAME -> frame = segment;
          case HUFFMAN -> readCodes(segment);
          case QUANTIZATION -> readSteps(segment);
          case RESTART -> restart = unsigned(segment);
          case ADOBE -> check(length < 12 || segment.get(11) != 0, "RGB");
          case SCAN -> {
            return scan(segment);
          }
          default -> check(marker >= 0xe0, "another process"); // APP0 to COM say nothing of it
        }
      }
    }

    private int marker() throws ImageException {
      file.position(JpegHeader.pastMarker(file, file.position(), true));
      return file.get(file.position() - 1) & 0xff;
    }

    private static int unsigned(ByteBuffer bytes) {
      return Short.toUnsignedInt(bytes.getShort());
    }

    private void readSteps(ByteBuffer segment) {
      while (segment.hasRemaining()) {
        int table = segment.get();
        boolean isWide = table >> 4 != 0;
        int after = segment.position() + (isWide ? 128 : 64);
        steps[table & 3] = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
          steps[table & 3][i] = isWide ? unsigned(segment) : segment.get() & 0xff;
        }
        segment.position(after);
      }
    }

    private void readCodes(ByteBuffer segment) {
      while (segment.hasRemaining()) {
        int table = segment.get();
        int[] counts = new int[16];
        int sum = 0;
        for (int i = 0; i < counts.length; i++) {
          counts[i] = segment.get() & 0xff;
          sum += counts[i];
        }
        byte[] symbols = new byte[sum];
        segment.get(symbols);
        (table >> 4 == 0 ? dc : ac)[table & 3] = new HuffmanTable(counts, symbols);
      }
    }

    private JpegScan scan(ByteBuffer scan) throws ImageException {
      check(frame != null && frame.get() == 8, "of no 8 bits");
      int height = unsigned(frame);
      int width = unsigned(frame);
      int count = frame.get();
      check(width > 0 && height > 0, "no size");
      check((count == 1 || count == 3) && scan.get() == count, "in several scans");
      List<Component> components = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        components.add(component(count == 1, scan));
      }
      check(components.stream().skip(1).allMatch(c -> c.across * c.down == 1), "of odd colours");
      return new JpegScan(width, height, components, restart, file.position());
    }

    private Component component(boolean isAlone, ByteBuffer scan) throws ImageException {
      int id = frame.get();
      int sampling = frame.get();
      int across = isAlone ? 1 : sampling >> 4;
      int down = isAlone ? 1 : sampling & 15;
      int[] step = steps[frame.get() & 3];
      check(scan.get() == id && id != 'R' && id != 'G' && id != 'B', "RGB");
      int tables = scan.get();
      Component component =
          new Component(across, down, step, dc[(tables >> 4) & 3], ac[tables & 3]);
      boolean isWhole = step != null && component.dc != null && component.ac != null;
      check(isWhole && across <= 2 && down <= 2 && across * down > 0, "of odd colours");
      return component;
    }

    private static void check(boolean is, String otherwise) throws ImageException {
      if (!is) {
        throw new ImageException(otherwise);
      }
    }
  }
}
