package org.clipsearch.metadata;

import static org.clipsearch.metadata.MetadataFiles.ascii;
import static org.clipsearch.metadata.MetadataFiles.box;
import static org.clipsearch.metadata.MetadataFiles.chunk;
import static org.clipsearch.metadata.MetadataFiles.cr3;
import static org.clipsearch.metadata.MetadataFiles.dataset;
import static org.clipsearch.metadata.MetadataFiles.exifSegment;
import static org.clipsearch.metadata.MetadataFiles.hex;
import static org.clipsearch.metadata.MetadataFiles.iptcSegment;
import static org.clipsearch.metadata.MetadataFiles.join;
import static org.clipsearch.metadata.MetadataFiles.jpeg;
import static org.clipsearch.metadata.MetadataFiles.list;
import static org.clipsearch.metadata.MetadataFiles.png;
import static org.clipsearch.metadata.MetadataFiles.raf;
import static org.clipsearch.metadata.MetadataFiles.riffChunk;
import static org.clipsearch.metadata.MetadataFiles.segment;
import static org.clipsearch.metadata.MetadataFiles.webp;
import static org.clipsearch.metadata.MetadataFiles.xmp;
import static org.clipsearch.metadata.MetadataFiles.xmpSegment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Files that are damaged by chance, or made to do harm: each is read to some end. */
class DamagedFilesTest {
  private static final int MUTATIONS = 1000; // of each file

  /** Not how fast it is: only that it ends. */
  private static final Duration HANG = Duration.ofMinutes(2);

  private static final Tiff EXIF =
      new Tiff()
          .ascii(0x10e, "A day at the sea")
          .ascii(0x10f, "Canon")
          .shorts(0x112, 6)
          .directory(0x8769, new Tiff().ascii(0x9003, "2019:07:04 18:22:31").ascii(0xa434, "RF50"))
          .directory(0x8825, new Tiff().ascii(1, "N").rationals(2, 1, 1).ascii(3, "E"));

  private static final String XMP = xmp("xmp:Rating='4'", list("dc:subject", "Bag", "one", "two"));

  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String ending : List.of("jpg", "png", "tiff", "webp", "gif", "heic", "avif")) {
      try (InputStream in = DamagedFilesTest.class.getResourceAsStream("exiftool." + ending)) {
        files.put(ending, in.readAllBytes());
      }
    }
    byte[] iptc = iptcSegment(dataset(25, "one"), dataset(55, "20190704"), dataset(60, "182231"));
    byte[] jpeg = jpeg(exifSegment(EXIF), xmpSegment(XMP), iptc);
    files.put("all", jpeg);
    files.put("raf", raf(jpeg));
    files.put("cr3", cr3(EXIF, new Tiff().ascii(0xa434, "RF50"), new Tiff().ascii(1, "N"), XMP));
    return files;
  }

  @Test
  void bytesChangedByChanceAreNoFailure() throws IOException {
    int changed = 0;
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      SplittableRandom random = new SplittableRandom(file.getKey().hashCode());
      changed +=
          assertTimeoutPreemptively(HANG, () -> changedOf(file.getValue(), random), file.getKey());
    }
    assertTrue(changed > MUTATIONS, "hardly anything was damaged: " + changed);
  }

  /** How many of a file's mutations say something else than it does. */
  private static int changedOf(byte[] file, SplittableRandom random) {
    PhotoMetadata whole = PhotoMetadata.read(file);
    int changed = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      changed += PhotoMetadata.read(damaged(file, random)).equals(whole) ? 0 : 1;
    }
    return changed;
  }

  /** A few bytes are others, or zeros, or ones; or a piece is missing, or twice there. */
  private static byte[] damaged(byte[] file, SplittableRandom random) {
    byte[] bytes = file.clone();
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes = Arrays.copyOf(bytes, at);
      case 1 -> {
        int to = random.nextInt(at, bytes.length);
        bytes = join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
      }
      case 2 -> {
        byte value = (byte) (random.nextBoolean() ? 0xff : 0);
        Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), value);
      }
      default -> {
        for (int i = random.nextInt(1, 10); i > 0; i--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }

  @Test
  void everyBeginningOfAFileIsRead() throws IOException {
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      for (int length = 0; length < file.getValue().length; length += 3) {
        assertNotNull(PhotoMetadata.read(Arrays.copyOf(file.getValue(), length)));
      }
    }
  }

  @Test
  void damagedPartLeavesTheOthers() {
    byte[] exif = segment(0xffe1, "Exif\0\0", ascii("MM\0*\u00ff\u00ff\u00ff\u00ff"));
    byte[] iptc = segment(0xffed, "Photoshop 3.0\0", ascii("8BIM\4\4\0\0\u007f\u00ff\u00ff\u00ff"));
    byte[] file = jpeg(exif, iptc, xmpSegment(XMP));
    assertEquals(OptionalInt.of(4), PhotoMetadata.read(file).rating());
    byte[] other = jpeg(exifSegment(EXIF), xmpSegment("<x:xmpmeta"), iptcSegment(dataset(25, "k")));
    assertEquals(Optional.of("Canon"), PhotoMetadata.read(other).camera());
    assertEquals(List.of("k"), PhotoMetadata.read(other).keywords());
  }

  @Test
  void textThatInflatesWithoutEndIsCutOff() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(ascii("XML:com.adobe.xmp\0\1\0\0\0"));
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(text, fast)) {
      out.write(XMP.getBytes(StandardCharsets.UTF_8));
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < 800; i++) {
        out.write(block); // 800 MB: twice that, as for a growing array, is more than the heap
      }
    } finally {
      fast.end();
    }
    byte[] bomb = png(chunk("iTXt", text.toByteArray()));
    assertEquals(OptionalInt.of(4), read(bomb).rating());
  }

  private static PhotoMetadata read(byte[] file) {
    return assertTimeoutPreemptively(HANG, () -> PhotoMetadata.read(file));
  }

  /** Each of 60,000 tags has the same value: together they are larger than the heap. */
  @Test
  void tagsThatShareTheirBytesTakeNoMemory() {
    int[] blocks = {700, 0x83bb, 0x8649}; // XMP and IPTC
    int large = 15 << 20;
    byte[] file = tags(i -> i % 9 < 3 ? blocks[i % 9] : i, Tiff.ASCII, large);
    assertEquals(PhotoMetadata.NONE, read(file));
    assertEquals(PhotoMetadata.NONE, read(tags(i -> 0xffff - i % 0x5000, Tiff.ASCII, 60_000)));
  }

  /** Four million pointers each, were they ones. */
  @Test
  void tagsOfManyNumbersTakeNoTime() {
    assertEquals(PhotoMetadata.NONE, read(tags(i -> i, Tiff.LONG, 15 << 20)));
  }

  private static byte[] tags(IntUnaryOperator tags, int type, int length) {
    int from = 1 << 20;
    int entries = 60_000;
    byte[] file = new byte[from + length];
    ByteBuffer tiff = ByteBuffer.wrap(file).put(ascii("MM\0*")).putInt(8).putShort((short) entries);
    for (int i = 0; i < entries; i++) {
      tiff.putShort((short) tags.applyAsInt(i)).putShort((short) type);
      tiff.putInt(type == Tiff.LONG ? length / 4 : length).putInt(from);
    }
    Arrays.fill(file, from, file.length, (byte) 'a');
    return file;
  }

  /** Which follow one another as a chain of 100,000, deeper than any stack. */
  @Test
  void directoriesWithinDirectoriesEnd() {
    int pointer = 0x8769;
    int links = 100_000;
    ByteBuffer tiff = ByteBuffer.allocate(8 + 30 * links).put(ascii("MM\0*")).putInt(8);
    for (int i = 1; i <= links; i++) {
      int next = i < links ? 8 + 30 * i : 8;
      tiff.putShort((short) 2);
      tiff.putShort((short) 0x10f).putShort((short) 2).putInt(4).put(ascii("abc\0"));
      tiff.putShort((short) pointer).putShort((short) 4).putInt(1).putInt(next).putInt(next);
    }
    byte[] file = new byte[tiff.capacity()];
    tiff.get(0, file);
    assertEquals(Optional.of("abc"), read(file).camera());
  }

  @Test
  void boxesWithoutEndOrLengthEnd() {
    byte[] start = box("ftyp", ascii("heicmif1"));
    byte[] many = new byte[8 << 20];
    for (int i = 0; i < many.length; i += 8) {
      many[i + 3] = 8;
    }
    assertEquals(PhotoMetadata.NONE, read(join(start, many)));
    // Items of no bytes, in as many pieces as can be.
    byte[] items = new byte[8 << 20];
    Arrays.fill(items, (byte) 0xff);
    byte[] places = box("iloc", hex("02000000 0000 ffffffff"), items);
    byte[] infos = box("iinf", hex("00000000 ffff"), items);
    assertEquals(
        PhotoMetadata.NONE, read(join(start, box("meta", hex("00000000"), infos, places))));
  }

  /** As of a list that grows with each, and is searched or copied for each. */
  @Test
  void xmpOfManyPartsTakesNoLongerThanItsLength() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      all.append("<n:a%d xmlns:n='http://n/%d'/>".formatted(i, i));
    }
    assertEquals(
        OptionalInt.of(4), assertTimeoutPreemptively(HANG, () -> ratingOf(all.toString())));
    String deep = "<tiff:Make>".repeat(100_000) + "</tiff:Make>".repeat(100_000);
    assertEquals(OptionalInt.of(4), assertTimeoutPreemptively(HANG, () -> ratingOf(deep)));
  }

  private static OptionalInt ratingOf(String elements) {
    byte[] packet = xmp("xmp:Rating='4'", elements).getBytes(StandardCharsets.UTF_8);
    return PhotoMetadata.read(webp(riffChunk("XMP ", packet))).rating();
  }
}
