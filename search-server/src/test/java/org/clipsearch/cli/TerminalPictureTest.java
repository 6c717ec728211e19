package org.clipsearch.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.clipsearch.TestModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalPictureTest {
  @Test
  void upperPixelIsForegroundAndLowerIsBackground() {
    byte[] rgb = {1, 2, 3, (byte) 255, 0, 128 - 256, 0, 0, 0, 10, 20, 30};
    String left = "\033[38;2;1;2;3m\033[48;2;0;0;0m▀";
    String right = "\033[38;2;255;0;128m\033[48;2;10;20;30m▀";
    assertEquals(List.of(left + right + "\033[0m"), TerminalPicture.lines(rgb, 2));
  }

  @Test
  void anyPictureBecomesASquare(@TempDir Path directory) throws IOException {
    Path file = TestModel.draw(directory.resolve("a.png"), 1);
    List<String> lines = TerminalPicture.of(Files.readAllBytes(file));
    assertEquals(TerminalPicture.COLUMNS / 2, lines.size());
    for (String line : lines) {
      assertEquals(TerminalPicture.COLUMNS, line.chars().filter(c -> c == '▀').count());
    }
  }

  @Test
  void onlyAWideTerminalOfManyColoursShowsPictures() {
    assertTrue(TerminalPicture.fit(76, 3, Map.of("COLORTERM", "truecolor")));
    assertTrue(TerminalPicture.fit(80, 3, Map.of("COLORTERM", "24bit", "NO_COLOR", "")));
    assertFalse(TerminalPicture.fit(75, 3, Map.of("COLORTERM", "truecolor")));
    assertFalse(TerminalPicture.fit(0, 1, Map.of("COLORTERM", "truecolor")));
    assertFalse(TerminalPicture.fit(80, 3, Map.of()));
    assertFalse(TerminalPicture.fit(80, 3, Map.of("COLORTERM", "truecolor", "NO_COLOR", "1")));
  }
}
