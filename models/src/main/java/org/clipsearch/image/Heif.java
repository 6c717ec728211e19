package org.clipsearch.image;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HEIC and AVIF, where libheif is installed. Thread-safe. */
final class Heif {
  // heif_compression_format, in heif.h
  private static final int HEVC = 1;
  private static final int AV1 = 4;

  private Heif() {}

  /** Loaded when it is first asked for. */
  private static final class Here {
    static final Optional<HeifLibrary> LIBRARY =
        HeifLibrary.load(fileNames(System.getProperty("os.name").toLowerCase(Locale.ROOT)));
  }

  private static List<String> fileNames(String system) {
    if (system.startsWith("windows")) {
      return List.of("heif.dll", "libheif.dll");
    }
    String mac = "libheif.1.dylib";
    return system.startsWith("mac")
        ? List.of(mac, "/opt/homebrew/lib/" + mac, "/usr/local/lib/" + mac)
        : List.of("libheif.so.1");
  }

  /**
   * What keeps a format from being read.
   *
   * @return with what to do about it; empty where nothing does
   */
  static Optional<String> obstacle(ImageFormat format) {
    return obstacle(format, Here.LIBRARY);
  }

  static Optional<String> obstacle(ImageFormat format, Optional<HeifLibrary> here) {
    if (here.isEmpty()) {
      return Optional.of("needs libheif, which is not installed: " + advice(format));
    }
    HeifLibrary library = here.get();
    if (library.decodes(format == ImageFormat.HEIC ? HEVC : AV1)) {
      return Optional.empty();
    }
    return Optional.of(
        "libheif %s is installed without a decoder for it: %s"
            .formatted(library.version(), advice(format)));
  }

  private static String advice(ImageFormat format) {
    return format == ImageFormat.HEIC
        ? "apt install libheif1 (Debian, Ubuntu; in newer ones libheif-plugin-libde265 too),"
            + " dnf install libheif libheif-freeworld (Fedora with RPM Fusion),"
            + " brew install libheif (macOS)"
        : "apt install libheif1 (Debian, Ubuntu; in newer ones libheif-plugin-dav1d too),"
            + " dnf install libheif (Fedora), brew install libheif (macOS)";
  }

  /**
   * Decodes the primary picture, turned as the file's boxes ask for.
   *
   * @param image of which the header has been checked against the limit
   */
  static RgbImage decode(EncodedImage image) throws ImageException {
    ImageHeader header = image.header();
    Optional<String> obstacle = obstacle(header.format());
    if (obstacle.isPresent()) {
      throw new FormatException(header.format() + " " + obstacle.get());
    }
    HeifLibrary library = Here.LIBRARY.orElseThrow();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment file = arena.allocateFrom(JAVA_BYTE, image.file());
      int longest = Math.max(header.width(), header.height());
      MemorySegment picture = library.open(file, longest + 1, arena);
      if ((long) library.width(picture) * library.height(picture) > header.pixels()) {
        throw new ImageException("damaged: larger than its header says");
      }
      return library.decode(picture, arena);
    } catch (RuntimeException e) {
      throw new ImageException("damaged image: " + e.getMessage());
    } catch (OutOfMemoryError e) {
      throw new ImageException(ImageDecoder.TOO_LARGE);
    }
  }
}
