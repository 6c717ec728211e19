package org.clipsearch.metadata;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place on Earth, in degrees of WGS 84.
 *
 * @param latitude from -90 to 90, north of the equator above 0
 * @param longitude from -180 to 180, east of Greenwich above 0
 */
public record Location(double latitude, double longitude) {
  /** Degrees, and minutes with a fraction or with seconds (XMP Part 2, GPSCoordinate). */
  private static final Pattern XMP =
      Pattern.compile("(\\d{1,3}),(\\d{1,2}(?:\\.\\d+)?)(?:,(\\d{1,2}(?:\\.\\d+)?))? ?([NSEW])");

  public Location {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("no place on Earth: " + latitude + ", " + longitude);
    }
  }

  /** Of EXIF, whose numbers are below 0 nowhere, and whose letters are N or S, E or W. */
  static Optional<Location> of(ExifTags tags) {
    return of(exif(tags, 1, "NS"), exif(tags, 3, "EW"));
  }

  /** Of XMP. */
  static Optional<Location> of(Xmp xmp) {
    return of(xmp(xmp, "exif:GPSLatitude", "NS"), xmp(xmp, "exif:GPSLongitude", "EW"));
  }

  /** In the Gulf of Guinea is where cameras are that know no place: 0, 0 is absent. */
  private static Optional<Location> of(Optional<Double> latitude, Optional<Double> longitude) {
    double north = latitude.orElse(Double.NaN);
    double east = longitude.orElse(Double.NaN);
    boolean valid = Math.abs(north) <= 90 && Math.abs(east) <= 180;
    return valid && (north != 0 || east != 0)
        ? Optional.of(new Location(north, east))
        : Optional.empty();
  }

  private static Optional<Double> exif(ExifTags tags, int referenceTag, String letters) {
    Optional<String> reference = tags.gpsText(referenceTag);
    Optional<double[]> sixtieths = tags.gpsSixtieths(referenceTag + 1);
    if (reference.isEmpty() || sixtieths.isEmpty()) {
      return Optional.empty();
    }
    double[] parts = sixtieths.get();
    return signed(parts[0] + parts[1] / 60 + parts[2] / 3600, reference.get(), letters);
  }

  private static Optional<Double> xmp(Xmp xmp, String property, String letters) {
    Matcher matcher = XMP.matcher(xmp.first(property).orElse(""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double minutes = Double.parseDouble(matcher.group(2));
    double seconds = matcher.group(3) == null ? 0 : Double.parseDouble(matcher.group(3));
    double degrees = Integer.parseInt(matcher.group(1)) + minutes / 60 + seconds / 3600;
    return signed(degrees, matcher.group(4), letters);
  }

  private static Optional<Double> signed(double degrees, String reference, String letters) {
    int sign = letters.indexOf(Character.toUpperCase(reference.charAt(0)));
    return sign < 0 ? Optional.empty() : Optional.of(sign == 0 ? degrees : 0 - degrees);
  }
}
