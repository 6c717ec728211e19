package org.clipsearch.metadata;

import static org.clipsearch.metadata.MetadataFiles.dataset;
import static org.clipsearch.metadata.MetadataFiles.exifSegment;
import static org.clipsearch.metadata.MetadataFiles.iptcSegment;
import static org.clipsearch.metadata.MetadataFiles.jpeg;
import static org.clipsearch.metadata.MetadataFiles.list;
import static org.clipsearch.metadata.MetadataFiles.xmp;
import static org.clipsearch.metadata.MetadataFiles.xmpSegment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.clipsearch.TestImages;
import org.clipsearch.scenes.Occasion;
import org.clipsearch.scenes.Scene;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.Scenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of a file's values is believed, and what is no value. */
class PhotoMetadataTest {
  private static final int EXIF_IFD = 0x8769;

  private static PhotoMetadata ofTiff(Tiff tiff) {
    return PhotoMetadata.read(tiff.write());
  }

  private static PhotoMetadata ofXmp(String attributes, String elements) {
    return PhotoMetadata.read(jpeg(xmpSegment(xmp(attributes, elements))));
  }

  private static Tiff lens(String lens) {
    return new Tiff().directory(EXIF_IFD, new Tiff().ascii(0xa434, lens));
  }

  /** Written by Commons Imaging. */
  @Test
  void scenesSayWhenAndWhereTheyAre() {
    for (long seed = 0; seed < 20; seed++) {
      Scene scene = Scenes.of(seed);
      Occasion occasion = Occasion.of(scene);
      PhotoMetadata photo = PhotoMetadata.read(SceneFile.jpeg(scene, 40, 30));
      Taken taken = photo.taken().orElseThrow();
      assertEquals(occasion.taken(), taken.time().atOffset(taken.offset().orElseThrow()));
      Location location = photo.location().orElseThrow();
      assertEquals(occasion.latitude(), location.latitude(), 1e-6);
      assertEquals(occasion.longitude(), location.longitude(), 1e-6);
      assertEquals(Optional.of("clipsearch scenes"), photo.camera());
      assertEquals(1, photo.description().stream().filter(text -> text.contains(" ")).count());
    }
  }

  @Test
  void fileWithoutMetadataSaysNothing() throws Exception {
    for (String format : List.of("png", "jpg", "gif", "bmp", "tiff")) {
      byte[] file = TestImages.encode(TestImages.waves(8, 8, 1), format);
      assertEquals(PhotoMetadata.NONE, PhotoMetadata.read(file), format);
    }
    assertEquals(PhotoMetadata.NONE, PhotoMetadata.read(new byte[0]));
    assertEquals(
        PhotoMetadata.NONE, PhotoMetadata.read("MM, notes".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void orientationIsOneOfEight() {
    for (int i = 1; i <= 8; i++) {
      assertEquals(OptionalInt.of(i), ofTiff(new Tiff().shorts(0x112, i)).orientation());
    }
    assertEquals(OptionalInt.empty(), ofTiff(new Tiff().shorts(0x112, 0)).orientation());
    assertEquals(OptionalInt.empty(), ofTiff(new Tiff().shorts(0x112, 9)).orientation());
    assertEquals(OptionalInt.empty(), ofTiff(new Tiff().shorts(0x112, 6, 6)).orientation());
  }

  @ParameterizedTest
  @CsvSource({
    "xmp:Rating='0', 0",
    "xmp:Rating='5', 5",
    "xmp:Rating='3.0', 3",
    "xmp:Rating='-1', 0", // rejected
    "xmp:Rating='6', ''",
    "xmp:Rating='-2', ''",
    "xmp:Rating='NaN', ''",
    "xmp:Rating='2' MicrosoftPhoto:Rating='99', 2",
    "xmp:Rating='7' MicrosoftPhoto:Rating='99', 5",
    "MicrosoftPhoto:Rating='0', 0",
    "MicrosoftPhoto:Rating='1', 1",
    "MicrosoftPhoto:Rating='25', 2",
    "MicrosoftPhoto:Rating='50', 3",
    "MicrosoftPhoto:Rating='75', 4",
    "MicrosoftPhoto:Rating='99', 5",
    "MicrosoftPhoto:Rating='100', 5",
    "MicrosoftPhoto:Rating='101', ''",
  })
  void ratingIsInStars(String attributes, String stars) {
    OptionalInt expected =
        stars.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(stars));
    assertEquals(expected, ofXmp(attributes, "").rating());
  }

  @Test
  void keywordsAreThoseOfIptcThenOfXmpEachOnce() {
    byte[] file =
        jpeg(
            xmpSegment(
                xmp(
                    "",
                    list("dc:subject", "Bag", "sea", " beach\n ball ", "", "dog")
                        + list("lr:hierarchicalSubject", "Bag", "animal|dog", "a|b| Paris "))),
            iptcSegment(dataset(25, "Meer"), dataset(25, "sea"), dataset(5, "title")));
    assertEquals(
        List.of("Meer", "sea", "beach ball", "dog", "Paris"), PhotoMetadata.read(file).keywords());
  }

  @Test
  void keywordsHaveAnEnd() {
    List<byte[]> datasets = new ArrayList<>();
    IntStream.range(0, 3000).forEach(i -> datasets.add(dataset(25, "k" + i)));
    byte[] file = jpeg(iptcSegment(datasets.toArray(byte[][]::new)));
    List<String> keywords = PhotoMetadata.read(file).keywords();
    assertEquals(1000, keywords.size());
    assertEquals("k999", keywords.getLast());
  }

  @Test
  void titleAndDescriptionAreOfXmpThenIptcThenExif() {
    byte[] exif = exifSegment(new Tiff().ascii(0x10e, "from EXIF"));
    byte[] iptc = iptcSegment(dataset(5, "IPTC title"), dataset(120, "from IPTC"));
    String texts = list("dc:title", "Alt", "XMP title") + list("dc:description", "Alt", "from XMP");
    byte[] xmp = xmpSegment(xmp("", texts));
    assertTexts("XMP title", "from XMP", jpeg(exif, iptc, xmp));
    assertTexts("IPTC title", "from IPTC", jpeg(exif, iptc));
    assertTexts(null, "from EXIF", jpeg(exif));
  }

  private static void assertTexts(String title, String description, byte[] file) {
    PhotoMetadata photo = PhotoMetadata.read(file);
    assertEquals(Optional.ofNullable(title), photo.title());
    assertEquals(Optional.ofNullable(description), photo.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "DCIM", "  ", "Untitled"})
  void whatCamerasSayOfEveryPictureIsNoDescription(String text) {
    assertEquals(Optional.empty(), ofTiff(new Tiff().ascii(0x10e, text)).description());
    String xmp = xmp("", list("dc:description", "Alt", text));
    byte[] file = jpeg(xmpSegment(xmp), iptcSegment(dataset(120, "A day at the sea")));
    assertEquals(Optional.of("A day at the sea"), PhotoMetadata.read(file).description());
  }

  @Test
  void textIsOnOneLineAndNotTooLong() {
    PhotoMetadata photo = ofTiff(new Tiff().ascii(0x10e, " one\r\n\ttwo\u00a0\u0003three "));
    assertEquals(Optional.of("one two three"), photo.description());
    String cats = "🐈".repeat(10_000); // two characters each, and the first one is a letter
    String cut = ofTiff(new Tiff().ascii(0x10e, "a" + cats)).description().orElseThrow();
    assertEquals("a" + "🐈".repeat(4999), cut);
  }

  @Test
  void textIsUtf8OrWindows1252() {
    byte[] latin = "Zürich – café".getBytes(Charset.forName("windows-1252"));
    assertEquals(
        List.of("Zürich – café"),
        PhotoMetadata.read(jpeg(iptcSegment(dataset(25, latin)))).keywords());
    assertEquals(
        Optional.of("Zürich – café"),
        ofTiff(new Tiff().bytes(0x10e, Tiff.ASCII, latin)).description());
    assertEquals(Optional.of("苏黎世"), ofTiff(new Tiff().ascii(0x10e, "苏黎世")).description());
    assertEquals(
        Optional.of("bytes"),
        ofTiff(new Tiff().bytes(0x10e, Tiff.UNDEFINED, "bytes".getBytes(StandardCharsets.UTF_8)))
            .description());
  }

  @Test
  void lensIsOfExifThenOfXmp() {
    assertEquals(Optional.of("EF50mm f/1.8"), ofTiff(lens("EF50mm f/1.8")).lens());
    byte[] xmp = xmpSegment(xmp("aux:Lens='aux' exifEX:LensModel='EX'", ""));
    byte[] old = xmpSegment(xmp("aux:Lens='aux'", ""));
    byte[] exif = exifSegment(lens("EXIF"));
    assertEquals(Optional.of("EXIF"), PhotoMetadata.read(jpeg(xmp, exif)).lens());
    assertEquals(Optional.of("EX"), PhotoMetadata.read(jpeg(xmp)).lens());
    assertEquals(
        Optional.of("aux"), PhotoMetadata.read(jpeg(old, exifSegment(lens("----")))).lens());
    assertEquals(Optional.of("镜头"), ofTiff(lens("镜头")).lens());
    assertEquals(Optional.empty(), ofTiff(lens("0.0 mm f/0.0")).lens());
  }

  @Test
  void cameraIsOfExifThenOfXmp() {
    byte[] xmp = xmpSegment(xmp("tiff:Make='Canon' tiff:Model='Canon EOS R5'", ""));
    byte[] exif = exifSegment(new Tiff().ascii(0x10f, "SONY").ascii(0x110, "ILCE-7M3"));
    assertEquals(Optional.of("Sony ILCE-7M3"), PhotoMetadata.read(jpeg(xmp, exif)).camera());
    assertEquals(Optional.of("Canon EOS R5"), PhotoMetadata.read(jpeg(xmp)).camera());
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> of(OptionalInt.of(9), OptionalInt.empty()));
    assertThrows(IllegalArgumentException.class, () -> of(OptionalInt.of(0), OptionalInt.empty()));
    assertThrows(IllegalArgumentException.class, () -> of(OptionalInt.empty(), OptionalInt.of(6)));
    assertThrows(IllegalArgumentException.class, () -> of(OptionalInt.empty(), OptionalInt.of(-1)));
    assertThrows(IllegalArgumentException.class, () -> new Location(90.1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Location(0, Double.NaN));
  }

  private static PhotoMetadata of(OptionalInt orientation, OptionalInt rating) {
    return new PhotoMetadata(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        orientation,
        rating,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
