package org.clipsearch.image;

import java.io.IOException;
import org.clipsearch.TestImages;

/** A kind of file; some formats have several. */
public enum Sample {
  JPEG("jpg"),
  PROGRESSIVE("jpg"),
  PNG("png"),
  WEBP("webp"),
  GIF("gif"),
  BMP("bmp"),
  TIFF("tif"),
  HEIC("heic"),
  AVIF("avif"),
  CR3("cr3"),
  NEF("nef");

  private final String extension;

  Sample(String extension) {
    this.extension = extension;
  }

  /** That such files' names have. */
  public String extension() {
    return extension;
  }

  /** What is drawn for a seed. */
  public static RgbImage picture(long seed) {
    return TestImages.waves(120, 90, seed);
  }

  /** A sound file of a {@link #picture}; WebP, HEIC and AVIF are the same for every seed. */
  public byte[] file(long seed) throws IOException {
    RgbImage picture = picture(seed);
    return switch (this) {
      case JPEG, PNG, GIF, BMP, TIFF -> TestImages.encode(picture, name());
      case PROGRESSIVE -> TestImages.progressiveJpeg(picture);
      case WEBP -> OrientedImages.webp(6);
      case HEIC -> HeifFiles.read("scene.heic");
      case AVIF -> HeifFiles.read("scene.avif");
      case CR3, NEF -> RawFiles.of(name(), 6, TestImages.encode(picture, "jpg"));
    };
  }
}
