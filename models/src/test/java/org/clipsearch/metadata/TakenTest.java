package org.clipsearch.metadata;

import static org.clipsearch.metadata.MetadataFiles.dataset;
import static org.clipsearch.metadata.MetadataFiles.exifSegment;
import static org.clipsearch.metadata.MetadataFiles.iptcSegment;
import static org.clipsearch.metadata.MetadataFiles.jpeg;
import static org.clipsearch.metadata.MetadataFiles.xmp;
import static org.clipsearch.metadata.MetadataFiles.xmpSegment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Year;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule of time and time zone. */
class TakenTest {
  private static final int EXIF_IFD = 0x8769;
  private static final int GPS_IFD = 0x8825;

  /** As "2019-07-04T18:22:31 +02:00", or "none". */
  private static String taken(byte[] file) {
    return text(PhotoMetadata.read(file).taken());
  }

  private static String text(Optional<Taken> taken) {
    return taken
        .map(t -> t.time() + t.offset().map(offset -> " " + offset).orElse(""))
        .orElse("none");
  }

  private static Tiff exif() {
    return new Tiff();
  }

  private static byte[] file(Tiff exif) {
    return new Tiff().directory(EXIF_IFD, exif).write();
  }

  /** Of EXIF and GPS, with GPS's date and its time as three numbers over 100. */
  private static byte[] withGps(Tiff exif, String date, long... hundredths) {
    long[] time = new long[6];
    for (int i = 0; i < 3; i++) {
      time[2 * i] = hundredths[i];
      time[2 * i + 1] = 100;
    }
    Tiff gps = new Tiff().ascii(0x1d, date).rationals(7, time);
    return new Tiff().directory(EXIF_IFD, exif).directory(GPS_IFD, gps).write();
  }

  @Test
  void eachSourceStandsInForThoseBeforeIt() {
    Tiff first = new Tiff().ascii(0x132, "2001:01:01 01:01:01");
    Tiff digitized = exif().ascii(0x9004, "2002:02:02 02:02:02");
    Tiff original =
        exif().ascii(0x9004, "2002:02:02 02:02:02").ascii(0x9003, "2003:03:03 03:03:03");
    byte[] xmp = xmpSegment(xmp("xmp:CreateDate='2004-04-04T04:04:04'", ""));
    byte[] iptc = iptcSegment(dataset(55, "20050505"), dataset(60, "050505+0500"));
    assertEquals(
        "2003-03-03T03:03:03", taken(jpeg(exifSegment(first.directory(EXIF_IFD, original)), xmp)));
    assertEquals(
        "2002-02-02T02:02:02", taken(jpeg(exifSegment(first.directory(EXIF_IFD, digitized)), xmp)));
    byte[] changed = exifSegment(new Tiff().ascii(0x132, "2001:01:01 01:01:01"));
    assertEquals("2004-04-04T04:04:04", taken(jpeg(changed, iptc, xmp)));
    assertEquals("2005-05-05T05:05:05 +05:00", taken(jpeg(changed, iptc)));
    assertEquals("2001-01-01T01:01:01", taken(jpeg(changed)));
  }

  @Test
  void xmpsOwnOrderIsTakenThenCreatedThenMade() {
    String made = "xmp:CreateDate='2001-01-01T01:01:01'";
    String created = " photoshop:DateCreated='2002-02-02T02:02:02'";
    String taken = " exif:DateTimeOriginal='2003-03-03T03:03:03'";
    assertEquals("2003-03-03T03:03:03", taken(jpeg(xmpSegment(xmp(made + created + taken, "")))));
    assertEquals("2002-02-02T02:02:02", taken(jpeg(xmpSegment(xmp(made + created, "")))));
  }

  @Test
  void fractionAndOffsetAreThoseOfTheSameTime() {
    Tiff all =
        exif()
            .ascii(0x9003, "2019:07:04 18:22:31")
            .ascii(0x9004, "2019:07:05 18:22:31")
            .ascii(0x9291, "250  ")
            .ascii(0x9292, "5")
            .ascii(0x9011, "+08:00")
            .ascii(0x9012, "-03:30");
    assertEquals("2019-07-04T18:22:31.250 +08:00", taken(file(all)));
    assertEquals(
        "2019-07-05T18:22:31.500 -03:30", taken(file(all.ascii(0x9003, "0000:00:00 00:00:00"))));
    Tiff first =
        new Tiff().ascii(0x132, "2001:01:01 01:01:01").ascii(0x9290, "125").ascii(0x9010, "+01:00");
    assertEquals("2001-01-01T01:01:01.125 +01:00", taken(first.write()));
    Tiff others = exif().ascii(0x9003, "2019:07:04 18:22:31").ascii(0x9012, "-03:30");
    assertEquals("2019-07-04T18:22:31", taken(file(others.ascii(0x9010, "+01:00"))));
  }

  @Test
  void thisMachinesTimeZoneChangesNothing() {
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : new String[] {"Pacific/Kiritimati", "America/Los_Angeles", "UTC"}) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertEquals(
            "2019-03-31T02:30", taken(file(exif().ascii(0x9003, "2019:03:31 02:30:00"))), zone);
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2019:07:04 18:22:31, 2019-07-04T18:22:31",
    "2019-07-04T18:22:31Z, 2019-07-04T18:22:31 Z",
    "2019-07-04T18:22:31.123456789+02:00, 2019-07-04T18:22:31.123456789 +02:00",
    "2019-07-04T18:22:31.1234567891-02:00, 2019-07-04T18:22:31.123456789 -02:00",
    "2019-07-04T18:22-09:30, 2019-07-04T18:22 -09:30",
    "20190704 182231+0545, 2019-07-04T18:22:31 +05:45",
    "2019-07-04, 2019-07-04T00:00",
    "2019-07-04T18:22:31+14:00, 2019-07-04T18:22:31 +14:00",
    "2019-07-04T18:22:31+14:15, 2019-07-04T18:22:31",
    "2019-07-04T18:22:31+05:99, 2019-07-04T18:22:31",
    "1826-01-01, 1826-01-01T00:00",
    "1825-12-31, none",
    "2019-07, none",
    "2019, none",
    "2019:02:30 10:00:00, none",
    "2019:07:04 24:00:00, none",
    "2019:07:04 18:60:31, none",
    "0000:00:00 00:00:00, none",
    "    :  :     :  :  , none",
    "2019:07:04 18:22:31 or so, none",
  })
  void textsOfTimes(String text, String expected) {
    assertEquals(expected, text(Taken.of(text)));
  }

  @Test
  void nextYearIsTheLast() {
    int year = Year.now(ZoneOffset.UTC).getValue();
    assertEquals((year + 1) + "-01-01T00:00", text(Taken.of(year + 1 + "-01-01")));
    assertEquals("none", text(Taken.of(year + 3 + "-01-01")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   :  ", "+25:00", "2 hours", "+1:00", "CET"})
  void whatIsNoOffsetIsNone(String offset) {
    Tiff exif = exif().ascii(0x9003, "2019:07:04 18:22:31").ascii(0x9011, offset);
    assertEquals("2019-07-04T18:22:31", taken(file(exif)));
  }

  /** The place is not asked: only how the clock differs from the satellites'. */
  @ParameterizedTest
  @CsvSource({
    "16, 22, 31, ' +02:00'",
    "18, 22, 31, ' Z'",
    "12, 37, 31, ' +05:45'", // Nepal
    "16, 23, 30, ' +02:00'", // a camera's clock that is late by 59 seconds
    "16, 23, 32, ''", // by 61
    "16, 7, 31, ''", // a quarter of an hour more: no time zone has that
    "4, 22, 31, ' +14:00'",
    "4, 7, 31, ''",
  })
  void offsetIsTheDifferenceToGps(int hour, int minute, int second, String offset) {
    Tiff exif = exif().ascii(0x9003, "2019:07:04 18:22:31");
    byte[] file = withGps(exif, "2019:07:04", hour * 100L, minute * 100L, second * 100L);
    assertEquals("2019-07-04T18:22:31" + offset, taken(file));
  }

  @Test
  void offsetOfGpsCrossesMidnight() {
    Tiff exif = exif().ascii(0x9004, "2019:07:04 23:30:00");
    assertEquals("2019-07-04T23:30 -08:00", taken(withGps(exif, "2019:07:05", 700, 3000, 0)));
    assertEquals("2019-07-04T23:30", taken(withGps(exif, "2019:07:06", 700, 3000, 0)));
  }

  @Test
  void offsetOfTheFileIsBelievedBeforeGps() {
    Tiff exif = exif().ascii(0x9003, "2019:07:04 18:22:31").ascii(0x9011, "+01:00");
    assertEquals(
        "2019-07-04T18:22:31 +01:00", taken(withGps(exif, "2019:07:04", 1600, 2200, 3100)));
  }

  /** It may be of any later day, by any clock. */
  @Test
  void timeOfTheLastChangeIsNotComparedWithGps() {
    Tiff gps = new Tiff().ascii(0x1d, "2019:07:04").rationals(7, 16, 1, 22, 1, 31, 1);
    Tiff first = new Tiff().ascii(0x132, "2019:07:04 18:22:31").directory(GPS_IFD, gps);
    assertEquals("2019-07-04T18:22:31", taken(first.write()));
  }
}
