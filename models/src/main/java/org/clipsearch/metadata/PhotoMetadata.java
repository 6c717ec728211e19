package org.clipsearch.metadata;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a picture file says of itself; nothing is guessed, and what is damaged is absent.
 *
 * <p>Texts are on one line, without blanks around them, and of 10,000 characters at most. They are
 * UTF-8, or what Windows used before it. The size in pixels is not here: editors leave an old one
 * behind, and {@code ImageHeader} reads the one that counts.
 *
 * @param taken when, by the rule of {@link Taken}
 * @param camera brand and model, from Make and Model of EXIF or XMP, by the rule of {@code
 *     CameraName}: "Nikon D850"
 * @param lens EXIF LensModel, else XMP exifEX:LensModel or aux:Lens; no placeholders
 * @param location where the camera was, from EXIF's GPS, else XMP exif:GPSLatitude and
 *     exif:GPSLongitude; 0, 0 is absent, since cameras that know no place write it
 * @param orientation how to turn it upright: 1 to 8, as EXIF 2.32 has it; of HEIF and AVIF, which
 *     turn pictures by a property of their own, only what the camera noted
 * @param rating 0 to 5 stars, from xmp:Rating, else MicrosoftPhoto:Rating, whose 1, 25, 50, 75 and
 *     99 percent are stars 1 to 5; XMP's -1, rejected, is 0 as is unrated
 * @param keywords IPTC Keywords, XMP dc:subject, and the last of each path in
 *     lr:hierarchicalSubject; distinct, in this order, at most 1,000
 * @param title XMP dc:title, else IPTC ObjectName
 * @param description XMP dc:description, else IPTC Caption, else TIFF ImageDescription; what
 *     cameras say of every picture, such as "SONY DSC", is absent
 */
public record PhotoMetadata(
    Optional<Taken> taken,
    Optional<String> camera,
    Optional<String> lens,
    Optional<Location> location,
    OptionalInt orientation,
    OptionalInt rating,
    List<String> keywords,
    Optional<String> title,
    Optional<String> description) {
  /** Of a picture that says nothing. */
  public static final PhotoMetadata NONE =
      new PhotoMetadata(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty());

  public PhotoMetadata {
    if (orientation.orElse(1) < 1 || orientation.orElse(1) > 8) {
      throw new IllegalArgumentException(
          "orientation must be 1 to 8, got: " + orientation.getAsInt());
    }
    if (rating.orElse(0) < 0 || rating.orElse(0) > 5) {
      throw new IllegalArgumentException("rating must be 0 to 5, got: " + rating.getAsInt());
    }
    keywords = List.copyOf(keywords);
  }

  /**
   * Reads what a file says: JPEG, TIFF, PNG, WebP, GIF, HEIF, AVIF, and the raw formats CR2, CR3,
   * DNG, NEF, ARW, ORF, RW2, RAF and others that are TIFF inside. Never fails, and takes little
   * time and memory whatever the file holds. Thread-safe.
   *
   * @param file the whole file's bytes, which are not copied; of any other kind, there is {@link
   *     #NONE}
   */
  public static PhotoMetadata read(byte[] file) {
    return Sources.read(file).photo();
  }
}
