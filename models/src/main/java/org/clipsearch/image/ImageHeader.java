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
import java.util.Map;

/** What a file says of its size before anything is decoded. */
final class ImageHeader {
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

  private ImageHeader() {}

  /**
   * The largest number of pixels that a header in the file claims; 0 where none can be read. What
   * EXIF says counts in TIFF alone: elsewhere editors leave old sizes behind.
   */
  static long pixels(byte[] file) {
    Metadata metadata;
    try {
      metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(file), file.length);
    } catch (ImageProcessingException | IOException | RuntimeException e) {
      return 0; // the decoder will say what is wrong with it
    }
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
