package org.clipsearch.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.clipsearch.image.IsoBoxes.Box;

/**
 * Cameras' RAW files, by the previews that they hold: JPEGs, of which the largest is mostly as
 * large as the picture. They are looked for by their content, wherever a maker puts them; the raw
 * data itself is not decoded.
 */
final class RawFile {
  /** Of the shorter side, in pixels: smaller ones are thumbnails, and come last. */
  private static final int LEAST_SIDE = 200;

  /** More than any camera writes. */
  private static final int MOST_PREVIEWS = 8;

  /** A colour filter array (TIFF/EP, ISO 12234-2). */
  private static final int CFA = 32803;

  /** Raw data of all colours (DNG 1.4). */
  private static final int LINEAR_RAW = 34892;

  /** Around Canon's own boxes in a CR3. */
  private static final String CANON =
      new String(
          new byte[] {
            (byte) 0x85,
            (byte) 0xc0,
            (byte) 0xb6,
            (byte) 0x87,
            (byte) 0x82,
            0x0f,
            0x11,
            (byte) 0xe0,
            (byte) 0x81,
            0x11,
            (byte) 0xf4,
            (byte) 0xce,
            0x46,
            0x2b,
            0x6a,
            0x48
          },
          StandardCharsets.ISO_8859_1);

  private static final Comparator<EncodedImage> BEST_FIRST =
      Comparator.comparing((EncodedImage preview) -> isThumbnail(preview.header()))
          .thenComparingLong(preview -> -preview.header().pixels());

  private RawFile() {}

  /**
   * Whether a TIFF is a camera's RAW file, as NEF, ARW and DNG are: it has a DNG version, or its
   * first directory or one that this lists is of raw data. Neither stands in a TIFF of pages, nor
   * in one whose pages are JPEGs.
   */
  static boolean isRaw(ByteBuffer tiff) {
    try {
      TiffTags first = TiffTags.read(tiff);
      return first.get(TiffTags.DNG_VERSION) > 0
          || isRaw(first)
          || first.subDirectories().stream().anyMatch(RawFile::isRaw);
    } catch (IndexOutOfBoundsException e) {
      return false; // the TIFF's decoder will say what is wrong with it
    }
  }

  private static boolean isRaw(TiffTags directory) {
    int photometric = directory.get(TiffTags.PHOTOMETRIC);
    return photometric == CFA || photometric == LINEAR_RAW;
  }

  /**
   * The previews, the largest first, thumbnails last.
   *
   * @return at least one
   * @throws ImageException where there is none
   */
  static List<EncodedImage> previews(byte[] file) throws ImageException {
    int orientation = orientation(ByteBuffer.wrap(file));
    List<EncodedImage> previews = new ArrayList<>();
    for (int at = 0; at < file.length - 3; at++) {
      if (file[at] == (byte) 0xff && file[at + 1] == (byte) 0xd8 && file[at + 2] == (byte) 0xff) {
        Optional<EncodedImage> preview = preview(file, at, orientation);
        if (preview.isPresent()) {
          previews.add(preview.get());
          previews.sort(BEST_FIRST);
          previews.subList(Math.min(previews.size(), MOST_PREVIEWS), previews.size()).clear();
        }
      }
    }
    if (previews.isEmpty()) {
      throw new ImageException("no preview in this RAW file, whose raw data is not decoded");
    }
    return previews;
  }

  /** Of baseline or progressive JPEG: lossless ones (SOF3) are raw data. */
  private static Optional<EncodedImage> preview(byte[] file, int at, int orientation) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    return JpegHeader.find(bytes.slice(at, file.length - at))
        .filter(jpeg -> jpeg.frame() <= 0xc2 && jpeg.precision() == 8)
        .filter(jpeg -> jpeg.components() == 1 || jpeg.components() == 3)
        .filter(jpeg -> jpeg.width() > 0 && jpeg.height() > 0)
        .map(
            jpeg -> {
              int own = jpeg.orientation() > 0 ? jpeg.orientation() : orientation;
              ImageHeader header = ImageHeader.of(ImageFormat.RAW, jpeg, own);
              return new EncodedImage(file, at, header);
            });
  }

  private static boolean isThumbnail(ImageHeader preview) {
    return Math.min(preview.width(), preview.height()) < LEAST_SIDE;
  }

  /** The RAW file's own, for previews that do not say. */
  private static int orientation(ByteBuffer file) {
    Optional<ByteBuffer> tiff = file.get(0) == 0 ? canonTags(file) : Optional.of(file);
    int orientation = tiff.map(TiffTags::orientation).orElse(0);
    return orientation > 0 ? orientation : ImageHeader.UPRIGHT;
  }

  /** The TIFF structure in a CR3. */
  private static Optional<ByteBuffer> canonTags(ByteBuffer file) {
    return IsoBoxes.find(file, "moov").stream()
        .flatMap(moov -> IsoBoxes.in(moov).stream())
        .filter(box -> box.type().equals("uuid"))
        .map(Box::body)
        .filter(RawFile::isCanons)
        .map(uuid -> uuid.slice(CANON.length(), uuid.limit() - CANON.length()))
        .flatMap(boxes -> IsoBoxes.find(boxes, "CMT1").stream())
        .findFirst();
  }

  private static boolean isCanons(ByteBuffer uuid) {
    byte[] name = new byte[Math.min(uuid.limit(), CANON.length())];
    uuid.get(0, name);
    return new String(name, StandardCharsets.ISO_8859_1).equals(CANON);
  }
}
