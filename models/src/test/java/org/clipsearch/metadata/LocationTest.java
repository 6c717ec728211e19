package org.clipsearch.metadata;

import static org.clipsearch.metadata.MetadataFiles.exifSegment;
import static org.clipsearch.metadata.MetadataFiles.jpeg;
import static org.clipsearch.metadata.MetadataFiles.xmp;
import static org.clipsearch.metadata.MetadataFiles.xmpSegment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  private static final int GPS_IFD = 0x8825;

  private static Optional<Location> read(Tiff gps) {
    return PhotoMetadata.read(new Tiff().directory(GPS_IFD, gps).write()).location();
  }

  /** Somewhere in the south-east: 33.5 degrees, and 151.25. */
  private static Tiff somewhere() {
    return new Tiff()
        .ascii(1, "S")
        .rationals(2, 33, 1, 30, 1, 0, 1)
        .ascii(3, "E")
        .rationals(4, 151, 1, 15, 1, 0, 1);
  }

  private static Optional<Location> at(double latitude, double longitude) {
    return Optional.of(new Location(latitude, longitude));
  }

  @Test
  void lettersAreSigns() {
    assertEquals(at(-33.5, 151.25), read(somewhere()));
    assertEquals(at(33.5, 151.25), read(somewhere().ascii(1, "N")));
    assertEquals(at(-33.5, -151.25), read(somewhere().ascii(3, "w")));
    assertEquals(Optional.empty(), read(somewhere().ascii(1, "E")));
    assertEquals(Optional.empty(), read(somewhere().ascii(3, "")));
  }

  @Test
  void numbersMayBeFewerAndFractions() {
    assertEquals(at(-33.5, 151.25), read(somewhere().rationals(2, 335, 10)));
    assertEquals(at(-33.5, 151.25), read(somewhere().rationals(2, 33, 1, 300, 10)));
    assertEquals(at(-33.5, 151.25), read(somewhere().rationals(2, 33, 1, 30, 1, 0, 0)));
    assertEquals(at(-90, 151.25), read(somewhere().rationals(2, 90, 1)));
    assertEquals(at(-33.5, 180), read(somewhere().rationals(4, 179, 1, 59, 1, 60, 1)));
  }

  @Test
  void whatIsNoPlaceOnEarthIsAbsent() {
    assertEquals(Optional.empty(), read(somewhere().rationals(2, 91, 1)));
    assertEquals(Optional.empty(), read(somewhere().rationals(4, 181, 1)));
    assertEquals(Optional.empty(), read(somewhere().rationals(2, 33, 0)));
    assertEquals(Optional.empty(), read(somewhere().rationals(2, 33, 1, 61, 1)));
    assertEquals(Optional.empty(), read(somewhere().rationals(2, 1, 1, 1, 1, 1, 1, 1, 1)));
    assertEquals(Optional.empty(), read(somewhere().longs(2, 33)));
    Tiff nowhere = somewhere().rationals(2, 0, 1, 0, 1, 0, 1);
    assertEquals(at(0, 151.25), read(nowhere));
    assertEquals(Optional.empty(), read(nowhere.rationals(4, 0, 1, 0, 1, 0, 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "'47,22.5N', '8,30.0E', 47.375, 8.5",
    "'47,22,30N', '8,30,0W', 47.375, -8.5",
    "'90,0S', '180,0 E', -90, 180",
  })
  void xmpWritesDegreesAndMinutes(String latitude, String longitude, double north, double east) {
    assertEquals(at(north, east), ofXmp(latitude, longitude));
  }

  @ParameterizedTest
  @ValueSource(strings = {"47.375", "47,22.5", "47,22.5E", "91,0N", "x", "-47,22.5N"})
  void xmpThatIsNoPlaceIsAbsent(String latitude) {
    assertEquals(Optional.empty(), ofXmp(latitude, "8,30.0E"));
  }

  private static Optional<Location> ofXmp(String latitude, String longitude) {
    return PhotoMetadata.read(jpeg(xmpSegment(packet(latitude, longitude)))).location();
  }

  private static String packet(String latitude, String longitude) {
    return xmp("exif:GPSLatitude='%s' exif:GPSLongitude='%s'".formatted(latitude, longitude), "");
  }

  @Test
  void exifIsBelievedBeforeXmp() {
    byte[] exif = exifSegment(new Tiff().directory(GPS_IFD, somewhere()));
    byte[] file = jpeg(xmpSegment(packet("47,22.5N", "8,30.0E")), exif);
    assertEquals(at(-33.5, 151.25), PhotoMetadata.read(file).location());
  }
}
