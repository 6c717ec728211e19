package org.clipsearch.metadata;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.StringValue;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.tiff.DirectoryTiffHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.clipsearch.metadata.Blocks.Kind;

/**
 * The tags that are read of EXIF (CIPA DC-008), and nothing else: makers' notes and thumbnails are
 * passed over. Where a tag stands twice, the first is read.
 */
final class ExifTags {
  /** More than all the strips and tiles of a picture within the decoder's limits. */
  private static final int MAX_STEPS = 10_000_000;

  /** EXIF's and GPS's own, and as many again for what is odd. */
  private static final int MAX_DIRECTORIES = 4;

  /** Of one tag; a description is the longest. */
  private static final int MAX_TAG_BYTES = 1 << 16;

  /** TIFF itself, and as Panasonic and Olympus begin their raw files. */
  private static final Set<Integer> MARKERS = Set.of(0x2a, 0x55, 0x4f52, 0x5352);

  private static final Set<Integer> EXIF =
      Set.of(
          ExifDirectoryBase.TAG_IMAGE_DESCRIPTION,
          ExifDirectoryBase.TAG_MAKE,
          ExifDirectoryBase.TAG_MODEL,
          ExifDirectoryBase.TAG_ORIENTATION,
          ExifDirectoryBase.TAG_DATETIME,
          ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
          ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
          ExifDirectoryBase.TAG_TIME_ZONE,
          ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL,
          ExifDirectoryBase.TAG_TIME_ZONE_DIGITIZED,
          ExifDirectoryBase.TAG_SUBSECOND_TIME,
          ExifDirectoryBase.TAG_SUBSECOND_TIME_ORIGINAL,
          ExifDirectoryBase.TAG_SUBSECOND_TIME_DIGITIZED,
          ExifDirectoryBase.TAG_LENS_MODEL);

  private static final Set<Integer> GPS =
      Set.of(
          GpsDirectory.TAG_LATITUDE_REF,
          GpsDirectory.TAG_LATITUDE,
          GpsDirectory.TAG_LONGITUDE_REF,
          GpsDirectory.TAG_LONGITUDE,
          GpsDirectory.TAG_TIME_STAMP,
          GpsDirectory.TAG_DATE_STAMP);

  private final Directory exif = new ExifIFD0Directory();
  private final Directory gps = new GpsDirectory();

  /** Reads all blocks of EXIF; what a TIFF file holds of XMP and IPTC is added to the blocks. */
  static ExifTags read(Blocks blocks) {
    ExifTags tags = new ExifTags();
    blocks.of(Kind.EXIF).forEach(tiff -> tags.read(tiff, false, blocks));
    blocks.of(Kind.GPS).forEach(tiff -> tags.read(tiff, true, blocks));
    return tags;
  }

  private void read(byte[] tiff, boolean isGps, Blocks blocks) {
    try {
      new TiffReader().processTiff(new ByteArrayReader(tiff), new Handler(tiff, isGps, blocks), 0);
    } catch (IOException | TiffProcessingException | RuntimeException e) {
      // Damaged from some point on: what was read before it stays.
    }
  }

  /** Of a tag of EXIF or its first directory. */
  Optional<String> text(int tag) {
    return text(exif, tag);
  }

  /** Of a tag of GPS. */
  Optional<String> gpsText(int tag) {
    return text(gps, tag);
  }

  private static Optional<String> text(Directory directory, int tag) {
    return switch (directory.getObject(tag)) {
      case StringValue value -> Texts.clean(Texts.decode(value.getBytes()));
      case byte[] bytes -> Texts.clean(Texts.decode(bytes));
      case null, default -> Optional.empty();
    };
  }

  /** Of a tag that holds one number. */
  OptionalInt number(int tag) {
    Integer number = exif.getInteger(tag);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** Three numbers of GPS, each sixty of the next; those left out are 0. */
  Optional<double[]> gpsSixtieths(int tag) {
    Rational[] values =
        switch (gps.getObject(tag)) {
          case Rational[] several -> several;
          case Rational one -> new Rational[] {one};
          case null, default -> new Rational[0];
        };
    if (values.length < 1 || values.length > 3) {
      return Optional.empty();
    }
    double[] numbers = new double[3];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = values[i].doubleValue();
      boolean valid = numbers[i] >= 0 && Double.isFinite(numbers[i]);
      if (!valid || (i > 0 && numbers[i] > 60)) {
        return Optional.empty();
      }
    }
    return Optional.of(numbers);
  }

  /** Takes what is wanted, and keeps the reader from all else. */
  private final class Handler extends DirectoryTiffHandler {
    private final byte[] tiff;
    private final boolean rootIsGps;
    private final Blocks blocks;
    private boolean inGps;
    private int directories;
    private int steps;

    Handler(byte[] tiff, boolean rootIsGps, Blocks blocks) {
      super(new Metadata(), null);
      this.tiff = tiff;
      this.rootIsGps = rootIsGps;
      this.blocks = blocks;
      enter(rootIsGps);
    }

    private void enter(boolean isGps) {
      inGps = isGps;
      _currentDirectory = isGps ? gps : exif;
    }

    @Override
    public void setTiffMarker(int marker) throws TiffProcessingException {
      if (!MARKERS.contains(marker)) {
        throw new TiffProcessingException("not TIFF: " + marker);
      }
    }

    /** Asked for each number of each tag that might be a pointer, were there a billion. */
    @Override
    public boolean tryEnterSubIfd(int tag) {
      if (++steps > MAX_STEPS) {
        throw new IllegalStateException("no end in sight");
      }
      boolean isGps = tag == ExifIFD0Directory.TAG_GPS_INFO_OFFSET;
      boolean isPointer = isGps || tag == ExifIFD0Directory.TAG_EXIF_SUB_IFD_OFFSET;
      if (inGps || !isPointer || ++directories > MAX_DIRECTORIES) {
        return false;
      }
      enter(isGps);
      return true;
    }

    @Override
    public void endingIFD() {
      enter(rootIsGps);
    }

    /** Thumbnails, and further pages. */
    @Override
    public boolean hasFollowerIfd() {
      return false;
    }

    @Override
    public Long tryCustomProcessFormat(int tag, int format, long count) {
      return switch (format) {
        case 0 -> 0L; // written by some cameras to fill up
        case 13 -> count * 4; // a pointer (TIFF, Adobe PageMaker 6.0 technical notes)
        default -> null;
      };
    }

    /** Whether a tag is done with. */
    @Override
    public boolean customProcessTag(
        int at, Set<Integer> done, int start, RandomAccessReader in, int tag, int length) {
      Optional<Kind> block = inGps ? Optional.empty() : block(tag);
      if (block.isPresent()) {
        blocks.add(block.get(), tiff, at, length);
        return true;
      }
      Set<Integer> wanted = inGps ? GPS : EXIF;
      return !wanted.contains(tag) || _currentDirectory.containsTag(tag) || length > MAX_TAG_BYTES;
    }

    private static Optional<Kind> block(int tag) {
      return switch (tag) {
        case ExifDirectoryBase.TAG_APPLICATION_NOTES -> Optional.of(Kind.XMP);
        case ExifDirectoryBase.TAG_IPTC_NAA -> Optional.of(Kind.IPTC);
        case ExifDirectoryBase.TAG_PHOTOSHOP_SETTINGS -> Optional.of(Kind.RESOURCES);
        default -> Optional.empty();
      };
    }

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}
  }
}
