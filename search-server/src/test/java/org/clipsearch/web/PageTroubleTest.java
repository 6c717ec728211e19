package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clipsearch.TestScenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What people meet on the page who have no mouse, no large screen, no luck. */
class PageTroubleTest extends PageFixture {
  @Test
  void refusalsAreShownInWords() throws Exception {
    Path text = Files.writeString(directory.resolve("words.jpg"), "only words");
    browser.find("#example").sendKeys(text.toString());
    browser.awaitText("#problem", "image must be a file of JPEG");
    browser.open(server.uri() + "?like=nothing");
    browser.awaitText("#problem", "no image nothing in the index");
    browser
        .complaints()
        .forEach(complaint -> assertTrue(complaint.matches(".* 4(04|15) .*"), complaint));
  }

  @Test
  void fitsASmallScreen() throws Exception {
    for (int width : new int[] {320, 390}) {
      browser.emulate(width, 844);
      browser.open(server.uri().toString());
      search("a blue car");
      awaitPictures();
      assertFitsAcross();
      browser.find("#classify-toggle").click();
      assertFitsAcross();
      browser.find("#classify-toggle").click();
    }
    browser.screenshot("small.png");
    browser.emulate(0, 0);
  }

  @Test
  void serverThatIsGoneIsTold(@TempDir Path other) throws Exception {
    TestScenes.draw(Files.createDirectory(other.resolve("photos")), 2);
    try (TestServer mortal = new TestServer(other, Optional.empty())) {
      browser.open(mortal.uri().toString());
      search("a blue car");
      mortal.stop();
      browser.find("#search [name=q]").sendKeys(" and more", Keys.ENTER);
      browser.awaitText("#problem", "The server does not answer");
      browser.awaitText("#status", "The server does not answer");
      browser.screenshot("gone.png");
      assertEquals(List.of(), shown());
      browser.leave();
    }
    assertFalse(browser.complaints().isEmpty());
  }

  @Test
  void tokenIsTypedInOnce(@TempDir Path other) throws Exception {
    TestScenes.draw(Files.createDirectory(other.resolve("photos")), 2);
    try (TestServer closed = new TestServer(other, Optional.of("correct-horse"))) {
      browser.open(closed.uri() + "?q=a+blue+car");
      browser.screenshot("login.png");
      browser.find("[name=token]").sendKeys("wrong", Keys.ENTER);
      browser.awaitText("[role=alert]", "That is not the token.");
      browser.find("[name=token]").sendKeys("correct-horse", Keys.ENTER);
      browser.awaitText("#status", "2 images");
      search("a blue car");
      awaitPictures();
      assertEquals(2, shown().size());
      browser.leave();
    }
    browser.complaints().forEach(complaint -> assertTrue(complaint.contains("401"), complaint));
  }

  @Test
  void everyControlIsReachedByKeyboard() {
    List<Object> reached = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      reached.add(
          browser.run(
              "return document.activeElement.id || document.activeElement.name ||"
                  + " document.activeElement.textContent"));
      browser.press(Keys.TAB);
    }
    assertTrue(
        reached.containsAll(List.of("q", "Search", "example", "classify-toggle")),
        reached.toString());
  }

  @Test
  void textIsPastedAsText() throws Exception {
    browser.run(
        """
        const data = new DataTransfer();
        data.setData('text/plain', 'words');
        data.items.add(new File(['x'], 'x.png', {type: 'image/png'}));
        document.querySelector('#search [name=q]').dispatchEvent(new ClipboardEvent('paste',
            {bubbles: true, cancelable: true, clipboardData: data}));
        """);
    assertEquals("", browser.find("#summary").getText(), "no search has begun");
  }
}
