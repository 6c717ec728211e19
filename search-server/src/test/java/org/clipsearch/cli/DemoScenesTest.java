package org.clipsearch.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.clipsearch.crawl.CrawlProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo draws, and where. */
class DemoScenesTest {
  @TempDir Path directory;

  @Test
  void eachShownSearchHasAsManyRightAnswersAsHitsAreShown() {
    DemoScenes scenes = new DemoScenes(DemoSearch.ALL);
    for (DemoSearch search : DemoSearch.ALL) {
      assertTrue(scenes.count(search.claim()) >= 3, search.text());
    }
  }

  @Test
  void eachDemoDrawsTheSameScenes() {
    DemoScenes one = new DemoScenes(DemoSearch.ALL);
    DemoScenes other = new DemoScenes(DemoSearch.ALL);
    for (int i = 1; i <= DemoScenes.COUNT; i++) {
      Path file = Path.of("scene-%04d.%s".formatted(i, i % 8 == 0 ? "png" : "jpg"));
      assertNotNull(one.of(file));
      assertEquals(one.of(file), other.of(file));
    }
  }

  @Test
  void nothingIsDrawnOnceItIsStopped() throws IOException {
    new DemoScenes(DemoSearch.ALL).draw(directory, CrawlProgress.none(), () -> true);
    assertEquals(0, directory.toFile().list().length);
  }

  @Test
  void temporaryFolderIsRemovedWithAllThatIsInIt() throws IOException {
    Path root;
    try (DemoFolder folder = DemoFolder.open(null)) {
      root = folder.root();
      Files.createDirectories(folder.scenes());
      Files.writeString(folder.scenes().resolve("scene-0001.jpg"), "x");
    }
    assertTrue(Files.notExists(root));
  }

  @Test
  void keptFolderStays() throws IOException {
    Path kept = directory.resolve("kept");
    DemoFolder.open(kept).close();
    assertTrue(Files.isDirectory(kept));
  }

  @Test
  void folderWithAnythingInItIsRefused() throws IOException {
    for (String file : List.of("a/photo.jpg", "b/scenes/scene-0001.jpg")) {
      Path other = directory.resolve(file);
      Files.createDirectories(other.getParent());
      Files.writeString(other, "x");
      Path folder = directory.resolve(file.substring(0, 1));
      assertThrows(IOException.class, () -> DemoFolder.open(folder), file);
    }
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertThrows(NotDirectoryException.class, () -> DemoFolder.open(file));
  }
}
