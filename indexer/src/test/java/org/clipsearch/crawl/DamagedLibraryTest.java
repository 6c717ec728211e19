package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.Damage;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.RgbImage;
import org.clipsearch.image.Sample;
import org.clipsearch.index.FailedFile;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.index.LuceneIndexWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Damage of every kind among sound pictures: each file is indexed as what it shows, or named. */
@Timeout(120)
@EnabledOnOs(OS.LINUX) // elsewhere not every name can be given
class DamagedLibraryTest {
  /** Each is drawn anew, and readable everywhere. */
  private static final List<Sample> SOUND =
      List.of(Sample.JPEG, Sample.PNG, Sample.GIF, Sample.BMP, Sample.TIFF, Sample.PROGRESSIVE);

  @TempDir Path directory;
  private final PixelEmbedder embedder = new PixelEmbedder();

  /** With what was drawn. */
  private final Map<Path, RgbImage> sound = new HashMap<>();

  private final Set<Path> doubtful = new HashSet<>();
  private Path folder;
  private Path index;

  /** What the index has of a file. */
  private record Indexed(int width, int height, Embedding vector) {}

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectory(directory.resolve("photos"));
    index = directory.resolve("index");
    draw(folder.resolve("0.jpg"), Sample.JPEG);
    for (Damage damage : Damage.values()) {
      for (Sample sample : Sample.values()) {
        int number = doubtful.size();
        String name = "%03d %s.%s".formatted(number, damage, sample.extension());
        doubt(name, damage.of(sample.file(1000 + number)));
        if (number % 3 == 0) {
          Sample kind = SOUND.get(number / 3 % SOUND.size());
          draw(folder.resolve("%03d sound.%s".formatted(number, kind.extension())), kind);
        }
      }
    }
    draw(folder.resolve("z.png"), Sample.PNG);
    addOddities();
  }

  private void addOddities() throws Exception {
    draw(folder.resolve("new\nline.png"), Sample.PNG);
    draw(folder.resolve("\"quoted\" it's.gif"), Sample.GIF);
    draw(Path.of(URI.create(folder.toUri() + "caf%E9.jpg")), Sample.JPEG);
    draw(folder.resolve("named wrongly.jpg"), Sample.PNG);
    doubt("empty.jpg", new byte[0]);
    doubt("text.jpg", "Dear diary,\n".repeat(100).getBytes(StandardCharsets.UTF_8));
    byte[] huge = Sample.PNG.file(1);
    ByteBuffer.wrap(huge).putInt(16, 60_000).putInt(20, 60_000);
    doubt("huge.png", huge);
    String pipe = folder.resolve("pipe.jpg").toString();
    assertEquals(0, new ProcessBuilder("mkfifo", pipe).start().waitFor());
    Files.createSymbolicLink(folder.resolve("one.jpg"), folder.resolve("two.jpg"));
    Files.createSymbolicLink(folder.resolve("two.jpg"), folder.resolve("one.jpg"));
  }

  private void draw(Path file, Sample kind) throws IOException {
    int seed = sound.size();
    Files.write(file, kind.file(seed));
    sound.put(file, Sample.picture(seed));
  }

  private void doubt(String name, byte[] content) throws IOException {
    doubtful.add(Files.write(folder.resolve(name), content));
  }

  private CrawlReport crawl() throws IOException {
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(index, embedder.model())) {
      return new Crawler(embedder, writer, CrawlProgress.none(), Pause.at(index))
          .crawl(List.of(new ImageLibrary(folder, FolderRules.ALL)), CrawlOptions.DEFAULT);
    }
  }

  private Map<Path, Indexed> indexed() throws IOException {
    Map<Path, Indexed> indexed = new HashMap<>();
    try (LuceneIndex opened = LuceneIndex.open(index)) {
      opened.forEach(
          image -> {
            Embedding vector = opened.embedding(image.id()).orElseThrow();
            Indexed added = new Indexed(image.width(), image.height(), vector);
            assertEquals(null, indexed.put(image.path(), added), image.path() + " is there twice");
          });
    }
    return indexed;
  }

  private Map<Path, FailedFile> failed() throws IOException {
    try (LuceneIndex opened = LuceneIndex.open(index)) {
      return opened.failures().stream().collect(Collectors.toMap(FailedFile::path, f -> f));
    }
  }

  @Test
  void everyFileIsIndexedOrNamedAndNoneIsTriedAgain() throws IOException {
    CrawlReport report = crawl();
    Set<Path> files = new HashSet<>(doubtful);
    files.addAll(sound.keySet());
    Set<Path> met = new HashSet<>(indexed().keySet());
    met.addAll(failed().keySet());
    assertEquals(files, met);
    assertEquals(files.size(), indexed().size() + failed().size(), "none is both");
    assertTrue(indexed().keySet().containsAll(sound.keySet()));
    assertTrue(failed().size() > 20 && indexed().size() > sound.size() + 20, "both are many");
    FailedFile huge = failed().get(folder.resolve("huge.png"));
    assertTrue(huge.reason().startsWith("3600 megapixels"), huge.reason());
    for (String name : List.of("empty.jpg", "text.jpg")) {
      assertEquals(FailedFile.Stage.DECODE, failed().get(folder.resolve(name)).stage(), name);
    }
    Set<Path> named =
        report.skipped().stream().map(CrawlReport.Skipped::path).collect(Collectors.toSet());
    Set<Path> circle = Set.of(folder.resolve("one.jpg"), folder.resolve("two.jpg"));
    assertTrue(named.containsAll(failed().keySet()) && named.containsAll(circle));

    int decoded = embedder.decoded.get();
    int embedded = embedder.embedded.get();
    CrawlReport second = crawl();
    assertEquals(indexed().size(), second.unchanged());
    assertEquals(failed().size(), second.failedBefore());
    assertEquals(decoded, embedder.decoded.get());
    assertEquals(embedded, embedder.embedded.get());
  }

  @Test
  void everyVectorIsOfItsOwnFile() throws IOException {
    crawl();
    for (Map.Entry<Path, Indexed> entry : indexed().entrySet()) {
      PreparedImage alone = embedder.prepare(Files.readAllBytes(entry.getKey()));
      Indexed indexed = entry.getValue();
      double cosine = indexed.vector.cosine(PixelEmbedder.vector(alone));
      assertEquals(1, cosine, 1e-6, entry.getKey() + ": another's vector");
      assertEquals(alone.width(), indexed.width);
      assertEquals(alone.height(), indexed.height);
    }
  }

  /** Which no decoder has a part in. */
  @Test
  void everySoundPictureIsNearestToWhatWasDrawn() throws IOException {
    crawl();
    Map<Path, Indexed> indexed = indexed();
    Map<Path, Embedding> drawn = new HashMap<>();
    sound.forEach((file, image) -> drawn.put(file, PixelEmbedder.vector(embedder.prepare(image))));
    for (Path file : sound.keySet()) {
      Embedding vector = indexed.get(file).vector;
      Path nearest =
          Collections.max(
              drawn.keySet(), Comparator.comparingDouble(other -> vector.cosine(drawn.get(other))));
      assertEquals(file, nearest);
    }
  }
}
