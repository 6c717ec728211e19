package org.clipsearch.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What happens to files on disks, in transit, and by people who mean harm. */
public enum Damage {
  CUT_AT_ONE_PER_CENT {
    @Override
    public byte[] of(byte[] file) {
      return Arrays.copyOf(file, file.length / 100);
    }
  },
  CUT_IN_THE_MIDDLE {
    @Override
    public byte[] of(byte[] file) {
      return Arrays.copyOf(file, file.length / 2);
    }
  },
  CUT_NEAR_THE_END {
    @Override
    public byte[] of(byte[] file) {
      return Arrays.copyOf(file, file.length - 9);
    }
  },
  ZEROS_HERE_AND_THERE {
    @Override
    public byte[] of(byte[] file) {
      for (int at = file.length / 9; at < file.length; at += file.length / 9) {
        Arrays.fill(file, at, Math.min(file.length, at + 40), (byte) 0);
      }
      return file;
    }
  },
  ZEROS_AFTER_THE_HEADER {
    @Override
    public byte[] of(byte[] file) {
      Arrays.fill(file, Math.min(file.length, 300), file.length, (byte) 0);
      return file;
    }
  },
  ZEROS_FROM_THE_START {
    @Override
    public byte[] of(byte[] file) {
      Arrays.fill(file, 16, file.length, (byte) 0);
      return file;
    }
  },
  CHANGED_NEAR_THE_END {
    @Override
    public byte[] of(byte[] file) {
      for (int at = file.length - 20; at < file.length - 12; at++) {
        file[at] ^= 0x5a; // where PNG keeps a checksum
      }
      return file;
    }
  },
  BEGINS_AS_ANOTHER_FORMAT {
    @Override
    public byte[] of(byte[] file) {
      byte[] png = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
      byte[] gif = "GIF89a".getBytes(StandardCharsets.ISO_8859_1);
      byte[] other = file[1] == 'P' ? gif : png;
      System.arraycopy(other, 0, file, 0, other.length);
      return file;
    }
  },
  GARBAGE_APPENDED {
    @Override
    public byte[] of(byte[] file) {
      byte[] longer = Arrays.copyOf(file, file.length + 5000);
      for (int at = file.length; at < longer.length; at++) {
        longer[at] = (byte) (at * 31);
      }
      return longer;
    }
  },
  BLOCKS_SWAPPED {
    @Override
    public byte[] of(byte[] file) {
      int block = file.length / 8;
      byte[] swapped = file.clone();
      System.arraycopy(file, 2 * block, swapped, 5 * block, block);
      System.arraycopy(file, 5 * block, swapped, 2 * block, block);
      return swapped;
    }
  },
  DOUBLED {
    @Override
    public byte[] of(byte[] file) {
      return RawFiles.join(file, file);
    }
  },
  RANDOM_AFTER_THE_START {
    @Override
    public byte[] of(byte[] file) {
      byte[] noise = new byte[file.length - 12];
      new SplittableRandom(1).nextBytes(noise);
      System.arraycopy(noise, 0, file, 12, noise.length);
      return file;
    }
  },
  BLOCK_LEFT_OUT {
    @Override
    public byte[] of(byte[] file) {
      int block = file.length / 6;
      return RawFiles.join(
          Arrays.copyOf(file, 3 * block), Arrays.copyOfRange(file, 4 * block, file.length));
    }
  },
  LINE_ENDS_CHANGED {
    @Override
    public byte[] of(byte[] file) {
      String text = new String(file, StandardCharsets.ISO_8859_1).replace("\n", "\r\n");
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  },
  MARKERS_EVERYWHERE {
    @Override
    public byte[] of(byte[] file) {
      for (int at = 64; at < file.length - 3; at += 97) {
        file[at] = (byte) 0xff;
        file[at + 1] = (byte) 0xd8;
        file[at + 2] = (byte) 0xff;
      }
      return file;
    }
  };

  /**
   * Does it.
   *
   * @param file may be changed
   */
  public abstract byte[] of(byte[] file);
}
