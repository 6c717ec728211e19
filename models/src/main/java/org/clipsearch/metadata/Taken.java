package org.clipsearch.metadata;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a picture was taken: what the clock showed where the camera was, and how far that was ahead
 * of UTC where the file says so.
 *
 * <p>The clock's time is never shifted: not by the time zone of this machine, nor by the offset.
 * The first of these that holds a date from {@link #FIRST_YEAR} to the end of next year is taken:
 *
 * <ol>
 *   <li>EXIF DateTimeOriginal (0x9003), with SubSecTimeOriginal (0x9291) and OffsetTimeOriginal
 *       (0x9011)
 *   <li>EXIF DateTimeDigitized (0x9004), with SubSecTimeDigitized (0x9292) and OffsetTimeDigitized
 *       (0x9012)
 *   <li>XMP exif:DateTimeOriginal, photoshop:DateCreated, xmp:CreateDate
 *   <li>IPTC DateCreated (2:55) with TimeCreated (2:60)
 *   <li>TIFF DateTime (0x0132), with SubSecTime (0x9290) and OffsetTime (0x9010): by TIFF when the
 *       image was created, by EXIF when the file was changed, and so the last resort
 * </ol>
 *
 * <p>A date without a time is its midnight; a year or a month alone is absent. The offset is the
 * one beside the time that was taken, or of the same text; else, for EXIF's first two, the
 * difference to GPSDateStamp and GPSTimeStamp (0x001d, 0x0007), which are UTC: where it is within a
 * minute of a quarter of an hour, at most 14 hours, and some time zone had that offset then. A
 * minute, since positions are often older than pictures. Else there is no offset, and none is made
 * up.
 *
 * @param time in the precision of the file, at most nanoseconds
 * @param offset from UTC, at most 14 hours; empty where the file does not say
 */
public record Taken(LocalDateTime time, Optional<ZoneOffset> offset) {
  /** That of the oldest photograph there is, Niépce's view from his window. */
  static final int FIRST_YEAR = 1826;

  private static final int MAX_OFFSET = 14 * 3600;
  private static final int QUARTER = 15 * 60;
  private static final int TOLERANCE = 60;

  /** EXIF's "2019:07:04 18:22:31", ISO 8601 as XMP has it, and IPTC's "20190704 182231+0200". */
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})[:/.-]?(\\d{2})[:/.-]?(\\d{2})(?:[T"
              + " ](\\d{2}):?(\\d{2})(?::?(\\d{2})(?:[.,](\\d+))?)? ?(Z|[+-]\\d{2}:?\\d{2})?)?");

  private static final Pattern OFFSET = Pattern.compile("Z|([+-])(\\d{2}):?([0-5]\\d)");

  /** Reads a text of date and time; empty where it is none, or none that can be. */
  static Optional<Taken> of(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int[] numbers = new int[6];
    for (int i = 0; i < 6; i++) {
      String number = matcher.group(i + 1);
      numbers[i] = number == null ? 0 : Integer.parseInt(number);
    }
    if (numbers[0] < FIRST_YEAR || numbers[0] > Year.now(ZoneOffset.UTC).getValue() + 1) {
      return Optional.empty();
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
      Taken taken = new Taken(time, Optional.ofNullable(matcher.group(8)).flatMap(Taken::offset));
      return Optional.of(taken.withFraction(Optional.ofNullable(matcher.group(7))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneOffset> offset(String text) {
    Matcher matcher = OFFSET.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) == null) {
      return Optional.of(ZoneOffset.UTC);
    }
    int seconds =
        Integer.parseInt(matcher.group(2)) * 3600 + Integer.parseInt(matcher.group(3)) * 60;
    if (seconds > MAX_OFFSET) {
      return Optional.empty();
    }
    return Optional.of(
        ZoneOffset.ofTotalSeconds(matcher.group(1).equals("-") ? -seconds : seconds));
  }

  /** The decimals of the second, unless it has some. */
  Taken withFraction(Optional<String> digits) {
    if (time.get(ChronoField.NANO_OF_SECOND) != 0 || !digits.orElse("").matches("\\d+")) {
      return this;
    }
    String nanos = (digits.get() + "00000000").substring(0, 9);
    return new Taken(time.withNano(Integer.parseInt(nanos)), offset);
  }

  /** The offset that a text names, unless there is one. */
  Taken withOffset(Optional<String> text) {
    return offset.isPresent() ? this : new Taken(time, text.flatMap(Taken::offset));
  }

  /** The offset that makes the clock's time that of a satellite, unless there is one. */
  Taken withOffsetTo(Optional<LocalDateTime> utc) {
    if (offset.isPresent() || utc.isEmpty()) {
      return this;
    }
    long ahead = Duration.between(utc.get(), time).toSeconds();
    long quarters = Math.round((double) ahead / QUARTER) * QUARTER;
    if (Math.abs(ahead - quarters) > TOLERANCE || Math.abs(quarters) > MAX_OFFSET) {
      return this;
    }
    ZoneOffset candidate = ZoneOffset.ofTotalSeconds((int) quarters);
    Instant instant = time.toInstant(candidate);
    boolean known =
        ZoneId.getAvailableZoneIds().stream()
            .anyMatch(zone -> ZoneId.of(zone).getRules().getOffset(instant).equals(candidate));
    return known ? new Taken(time, Optional.of(candidate)) : this;
  }
}
