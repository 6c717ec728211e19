package org.clipsearch.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.bmp.BmpHeaderDirectory;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.gif.GifHeaderDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.png.PngDirectory;
import com.drew.metadata.webp.WebpDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** What a file says of itself before anything is decoded. */
public final class ImageHeader {
  /** By directory, the tags of width and height. */
  private static final Map<Class<? extends Directory>, int[]> SIZE_TAGS =
      Map.of(
          JpegDirectory.class,
              new int[] {JpegDirectory.TAG_IMAGE_WIDTH, JpegDirectory.TAG_IMAGE_HEIGHT},
          PngDirectory.class,
              new int[] {PngDirectory.TAG_IMAGE_WIDTH, PngDirectory.TAG_IMAGE_HEIGHT},
          WebpDirectory.class,
              new int[] {WebpDirectory.TAG_IMAGE_WIDTH, WebpDirectory.TAG_IMAGE_HEIGHT},
          GifHeaderDirectory.class,
              new int[] {GifHeaderDirectory.TAG_IMAGE_WIDTH, GifHeaderDirectory.TAG_IMAGE_HEIGHT},
          BmpHeaderDirectory.class,
              new int[] {BmpHeaderDirectory.TAG_IMAGE_WIDTH, BmpHeaderDirectory.TAG_IMAGE_HEIGHT});

  private static final int[] TIFF_TAGS = {
    ExifIFD0Directory.TAG_IMAGE_WIDTH, ExifIFD0Directory.TAG_IMAGE_HEIGHT
  };

  private final Metadata metadata;

  private ImageHeader(Metadata metadata) {
    this.metadata = metadata;
  }

  static ImageHeader of(byte[] file) {
    return read(new ByteArrayInputStream(file), file.length);
  }

  /** Reads as far as it must; of what cannot be read it knows nothing. */
  public static ImageHeader read(InputStream file) {
    return read(file, -1);
  }

  private static ImageHeader read(InputStream file, long length) {
    try {
      return new ImageHeader(ImageMetadataReader.readMetadata(file, length));
    } catch (ImageProcessingException | IOException | RuntimeException e) {
      return new ImageHeader(new Metadata()); // the decoder will say what is wrong with it
    }
  }

  /** Whether it is a JPEG of four inks, which browsers show in false colours, or not at all. */
  public boolean isCmykJpeg() {
    JpegDirectory jpeg = metadata.getFirstDirectoryOfType(JpegDirectory.class);
    return jpeg != null && number(jpeg, JpegDirectory.TAG_NUMBER_OF_COMPONENTS) == 4;
  }

  /** Of a JPEG the longer side in pixels; 0 for all else. */
  long longerSideOfJpeg() {
    JpegDirectory jpeg = metadata.getFirstDirectoryOfType(JpegDirectory.class);
    return jpeg == null
        ? 0
        : Math.max(
            number(jpeg, JpegDirectory.TAG_IMAGE_WIDTH),
            number(jpeg, JpegDirectory.TAG_IMAGE_HEIGHT));
  }

  /** How to turn it upright: 1 to 8, as EXIF 2.32 has it; 1 where nothing is said. */
  int orientation() {
    ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    long orientation = exif == null ? 1 : number(exif, ExifIFD0Directory.TAG_ORIENTATION);
    return orientation >= 1 && orientation <= 8 ? (int) orientation : 1;
  }

  /**
   * The largest number of pixels that the file claims; 0 where it says nothing. What EXIF says
   * counts in TIFF alone: elsewhere editors leave old sizes behind.
   */
  public long pixels() {
    long most = 0;
    long tiff = 0;
    for (Directory directory : metadata.getDirectories()) {
      int[] tags = SIZE_TAGS.get(directory.getClass());
      if (tags != null) {
        most = Math.max(most, pixels(directory, tags));
      } else if (directory instanceof ExifIFD0Directory) {
        tiff = Math.max(tiff, pixels(directory, TIFF_TAGS));
      }
    }
    return most > 0 ? most : tiff;
  }

  private static long pixels(Directory directory, int[] tags) {
    return number(directory, tags[0]) * number(directory, tags[1]);
  }

  /** At most 32 bits, so that a product of two fits. */
  private static long number(Directory directory, int tag) {
    Long value = directory.getLongObject(tag);
    return value == null ? 0 : Math.min(Math.abs(value), Integer.MAX_VALUE);
  }
}
