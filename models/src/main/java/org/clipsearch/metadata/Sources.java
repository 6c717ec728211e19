package org.clipsearch.metadata;

import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clipsearch.metadata.Blocks.Kind;

/** What there is of a picture's metadata, and which of it is believed in what. */
record Sources(ExifTags exif, Iptc iptc, Xmp xmp) {
  private static final int MAX_KEYWORDS = 1000;

  /** What cameras and programs say of every picture. */
  private static final Set<String> BOILERPLATE =
      Set.of(
          "asus",
          "created with gimp",
          "dcim",
          "default",
          "digital camera",
          "digital image",
          "exif_jpeg_picture",
          "jpeg",
          "kodak digital still camera",
          "konica minolta digital camera",
          "lead technologies inc. v1.01",
          "minolta digital camera",
          "minolta dsc",
          "olympus digital camera",
          "samsung",
          "samsung csc",
          "samsung digital camera",
          "sony dsc",
          "untitled");

  /** "---", and lenses that say nothing to the camera: "0.0 mm f/0.0". */
  private static final Pattern NO_LENS =
      Pattern.compile(
          "[^\\p{L}\\p{N}]*|n/?a|none|unknown|[0.]+ ?mm f/?[0.]+", Pattern.CASE_INSENSITIVE);

  static Sources read(byte[] file) {
    Blocks blocks = Containers.blocks(file);
    ExifTags exif = ExifTags.read(blocks); // which adds to the blocks
    return new Sources(exif, Iptc.read(blocks), Xmp.read(blocks.of(Kind.XMP)));
  }

  PhotoMetadata photo() {
    return new PhotoMetadata(
        taken(),
        camera(),
        lens(),
        location(),
        orientation(),
        rating(),
        keywords(),
        title(),
        description());
  }

  /** In the order of {@link Taken}. */
  private Optional<Taken> taken() {
    return exifTime(
            ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
            ExifDirectoryBase.TAG_SUBSECOND_TIME_ORIGINAL,
            ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL)
        .or(
            () ->
                exifTime(
                    ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
                    ExifDirectoryBase.TAG_SUBSECOND_TIME_DIGITIZED,
                    ExifDirectoryBase.TAG_TIME_ZONE_DIGITIZED))
        .map(taken -> taken.withOffsetTo(gpsTime()))
        .or(this::xmpTime)
        .or(this::iptcTime)
        .or(
            () ->
                exifTime(
                    ExifDirectoryBase.TAG_DATETIME,
                    ExifDirectoryBase.TAG_SUBSECOND_TIME,
                    ExifDirectoryBase.TAG_TIME_ZONE));
  }

  private Optional<Taken> exifTime(int tag, int fraction, int offset) {
    return exif.text(tag)
        .flatMap(Taken::of)
        .map(taken -> taken.withFraction(exif.text(fraction)).withOffset(exif.text(offset)));
  }

  /** In UTC; to the second, which is enough to tell an offset. */
  private Optional<LocalDateTime> gpsTime() {
    Optional<double[]> time = exif.gpsSixtieths(GpsDirectory.TAG_TIME_STAMP);
    return exif.gpsText(GpsDirectory.TAG_DATE_STAMP)
        .filter(_ -> time.isPresent())
        .flatMap(Taken::of)
        .map(
            date -> {
              double[] parts = time.get();
              double seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
              return date.time().toLocalDate().atStartOfDay().plusSeconds((long) seconds);
            });
  }

  private Optional<Taken> xmpTime() {
    return Stream.of("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate")
        .flatMap(property -> xmp.first(property).stream())
        .flatMap(text -> Taken.of(text).stream())
        .findFirst();
  }

  private Optional<Taken> iptcTime() {
    String time = iptc.text(IptcDirectory.TAG_TIME_CREATED).orElse("");
    return iptc.text(IptcDirectory.TAG_DATE_CREATED)
        .flatMap(date -> Taken.of(date + " " + time).or(() -> Taken.of(date)));
  }

  private Optional<String> camera() {
    return CameraName.of(
            exif.text(ExifDirectoryBase.TAG_MAKE), exif.text(ExifDirectoryBase.TAG_MODEL))
        .or(() -> CameraName.of(xmp.first("tiff:Make"), xmp.first("tiff:Model")));
  }

  private Optional<String> lens() {
    return Stream.of(
            exif.text(ExifDirectoryBase.TAG_LENS_MODEL),
            xmp.first("exifEX:LensModel"),
            xmp.first("aux:Lens"))
        .flatMap(Optional::stream)
        .filter(lens -> !NO_LENS.matcher(lens).matches())
        .findFirst();
  }

  private Optional<Location> location() {
    return Location.of(exif).or(() -> Location.of(xmp));
  }

  private OptionalInt orientation() {
    OptionalInt orientation = exif.number(ExifDirectoryBase.TAG_ORIENTATION);
    int number = orientation.orElse(0);
    return number >= 1 && number <= 8 ? orientation : OptionalInt.empty();
  }

  private OptionalInt rating() {
    OptionalInt stars = number(xmp.first("xmp:Rating"));
    if (stars.isPresent() && stars.getAsInt() >= -1 && stars.getAsInt() <= 5) {
      return OptionalInt.of(Math.max(0, stars.getAsInt()));
    }
    OptionalInt percent = number(xmp.first("MicrosoftPhoto:Rating"));
    if (percent.isEmpty() || percent.getAsInt() < 0 || percent.getAsInt() > 100) {
      return OptionalInt.empty();
    }
    boolean rated = percent.getAsInt() > 0;
    return OptionalInt.of(rated ? (int) Math.min(5, 1 + Math.round(percent.getAsInt() / 25.0)) : 0);
  }

  private static OptionalInt number(Optional<String> text) {
    return text.filter(number -> number.matches("-?\\d{1,3}(\\.\\d{1,9})?"))
        .map(number -> OptionalInt.of((int) Math.round(Double.parseDouble(number))))
        .orElse(OptionalInt.empty());
  }

  private List<String> keywords() {
    Stream<String> leaves = // of a hierarchy, "Places|Europe|Paris", the last
        xmp.all("lr:hierarchicalSubject").stream()
            .flatMap(path -> Texts.clean(path.substring(path.lastIndexOf('|') + 1)).stream());
    return Stream.of(iptc.texts(IptcDirectory.TAG_KEYWORDS), xmp.all("dc:subject").stream(), leaves)
        .flatMap(keywords -> keywords)
        .distinct()
        .limit(MAX_KEYWORDS)
        .toList();
  }

  private Optional<String> title() {
    return said(Stream.of(xmp.first("dc:title"), iptc.text(IptcDirectory.TAG_OBJECT_NAME)));
  }

  private Optional<String> description() {
    return said(
        Stream.of(
            xmp.first("dc:description"),
            iptc.text(IptcDirectory.TAG_CAPTION),
            exif.text(ExifDirectoryBase.TAG_IMAGE_DESCRIPTION)));
  }

  private static Optional<String> said(Stream<Optional<String>> texts) {
    return texts
        .flatMap(Optional::stream)
        .filter(text -> !BOILERPLATE.contains(text.toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
