package org.clipsearch.scenes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffDirectoryType;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfoAscii;
import org.apache.commons.imaging.formats.tiff.write.TiffImageWriterLossy;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputDirectory;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;

/** What a camera writes into its files, for scenes (EXIF 2.32, section 4.6). */
final class Exif {
  /** Its length is that of "+08:00" and a closing zero. */
  static final TagInfoAscii OFFSET_TIME_ORIGINAL =
      new TagInfoAscii("OffsetTimeOriginal", 0x9011, 7, TiffDirectoryType.EXIF_DIRECTORY_EXIF_IFD);

  static final String MAKER = "clipsearch scenes";

  private static final String VERSION = "0232";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter OFFSET =
      DateTimeFormatter.ofPattern("xxx", Locale.ROOT); // +00:00 where Z would not be EXIF

  private Exif() {}

  /** A TIFF structure without pictures. */
  static byte[] of(Scene scene) throws IOException {
    Occasion occasion = Occasion.of(scene);
    String taken = TIME.format(occasion.taken());
    TiffOutputSet tags = new TiffOutputSet();
    TiffOutputDirectory root = tags.getOrCreateRootDirectory();
    root.add(TiffTagConstants.TIFF_TAG_IMAGE_DESCRIPTION, description(scene));
    root.add(TiffTagConstants.TIFF_TAG_MAKE, MAKER);
    root.add(TiffTagConstants.TIFF_TAG_SOFTWARE, MAKER);
    root.add(TiffTagConstants.TIFF_TAG_DATE_TIME, taken);
    TiffOutputDirectory exif = tags.getOrCreateExifDirectory();
    exif.add(ExifTagConstants.EXIF_TAG_EXIF_VERSION, VERSION.getBytes(StandardCharsets.US_ASCII));
    exif.add(ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL, taken);
    exif.add(OFFSET_TIME_ORIGINAL, OFFSET.format(occasion.taken()));
    tags.setGpsInDegrees(occasion.longitude(), occasion.latitude());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TiffImageWriterLossy(tags.byteOrder).write(bytes, tags);
    return bytes.toByteArray();
  }

  /** Such as "red bird, white house, a beach". */
  static String description(Scene scene) {
    Language english = new English();
    StringBuilder description = new StringBuilder();
    for (Group group : scene.groups()) {
      description.append(english.label(group.colour(), group.kind())).append(", ");
    }
    return description.append(english.label(scene.background())).toString();
  }
}
