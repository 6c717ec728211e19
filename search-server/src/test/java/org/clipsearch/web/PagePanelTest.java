package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.clipsearch.TestScenes;
import org.junit.jupiter.api.Test;

/** The page's panel for classifying. */
class PagePanelTest extends PageFixture {
  @Test
  void classifyShowsBars() throws Exception {
    browser.size(1280, 960); // all bars are in the picture of the page
    search("a red bird");
    browser.find("#classify-toggle").click();
    browser.find("#classify form > button").click(); // the labels are required
    browser
        .find("#classify [name=labels]")
        .sendKeys("a rabbit in the snow, a rabbit on a beach, 雪地里的马");
    browser.find("#classify form > button").click();
    browser.awaitText("#classify [role=alert]", "Choose a picture first");
    for (String kind : List.of("choose", "drop", "paste")) {
      Path file = server.photos.resolve(TestScenes.file(TestScenes.RABBIT_IN_SNOW));
      if (kind.equals("choose")) {
        browser.find("#classify input[type=file]").sendKeys(file.toString());
      } else {
        give(kind, "#classify .drop", file);
      }
      browser.await(() -> browser.texts("#classify li").isEmpty());
      browser.find("#classify form > button").click();
      browser.await(() -> browser.texts("#classify li").size() == 3);
      assertEquals("a rabbit in the snow", browser.find("#classify li span").getText());
      assertTrue(browser.find("#summary").getText().contains("a red bird"), "the search stays");
    }
    List<Double> shares =
        browser.texts("#classify data").stream()
            .map(text -> Double.valueOf(text.replace(" %", "")))
            .toList();
    assertEquals(shares.stream().sorted(Comparator.reverseOrder()).toList(), shares);
    assertEquals(100, shares.stream().mapToDouble(Double::doubleValue).sum(), 0.2);
    awaitPictures();
    browser.screenshot("classify.png");
    assertFitsAcross();
    browser.find("#results li:first-child .picture").click();
    browser.find("#viewer [name=classify]").click(); // with the labels that are there
    browser.await(() -> browser.texts("#classify li").size() == 3);
  }

  @Test
  void barsBelongToThePictureThatIsShown() throws Exception {
    browser.find("#classify-toggle").click();
    browser.find("#classify [name=labels]").sendKeys("rabbit, dog");
    browser.run(
        "window.answer = null; const ask = window.fetch; window.fetch = (...a) => ask(...a).then(r"
            + " => a[0].endsWith('classify') ? new Promise(go => window.answer = () => go(r)) :"
            + " r)");
    give(
        "drop",
        "#classify .drop",
        server.photos.resolve(TestScenes.file(TestScenes.RABBIT_IN_SNOW)));
    browser.find("#classify form > button").click();
    browser.await(() -> (Boolean) browser.run("return window.answer !== null"));
    give("drop", "#classify .drop", server.photos.resolve(TestScenes.file(TestScenes.BLUE_CAR)));
    browser.run("window.answer()"); // the first picture's, too late
    browser.run("return new Promise(r => setTimeout(r, 300))");
    assertEquals(List.of(), browser.texts("#classify li"));
  }
}
