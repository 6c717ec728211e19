package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.clipsearch.TestScenes;
import org.clipsearch.scenes.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser. Leaves pictures of itself in target/screenshots. */
@Timeout(180)
class PageTest extends PageFixture {
  @Test
  void searchShowsWhatTheApiFinds() throws Exception {
    search("a red bird");
    assertEquals(expected("q=a+red+bird"), shown());
    TestScenes.RED_BIRD.assertAnsweredBy(first());
    assertTrue(browser.address().endsWith("/?q=a+red+bird"), browser.address());
    awaitPictures();
    browser.screenshot("search.png");
    search("两只红色的鸟");
    assertEquals(TestScenes.COUNT, shown().size());
    TestScenes.TWO_RED_BIRDS.assertAnsweredBy(first());
    browser.back();
    browser.awaitText("#summary", "a red bird");
    browser.back();
    browser.await(() -> shown().isEmpty());
    assertEquals("", browser.find("#search [name=q]").getAttribute("value"));
  }

  @Test
  void similarityThatRoundsToNothingHasNoSign() {
    String script = "return import('/results.js').then(m => m.similarity({similarity: %s}))";
    assertEquals("0.000", browser.run(script.formatted("-0.0004")));
    assertEquals("-0.001", browser.run(script.formatted("-0.0006")));
  }

  @Test
  void addressBringsTheSameAnswerBack() throws Exception {
    browser.open(server.uri() + "?q=a%20%3Cb%3Edog%3C/b%3E"); // no markup, only words
    browser.awaitText("#summary", "Best fits for “a <b>dog</b>”");
    assertEquals(expected("q=a%20%3Cb%3Edog%3C/b%3E"), shown());
  }

  @Test
  void pictureOpensAtFullSizeWithTheWayToItsNeighbours() throws Exception {
    search("a blue car");
    browser.find("#results li:nth-child(2) .picture").click();
    browser.await(() -> browser.find("#viewer").isDisplayed());
    browser.await(() -> (Boolean) browser.run(loaded()));
    List<String> names = browser.texts("#results .name");
    assertTrue(browser.find("#viewer p").getText().contains(names.get(1)));
    browser.screenshot("viewer.png");
    browser.find("#viewer [name=next]").click();
    browser.awaitText("#viewer p", names.get(2));
    browser.find("#viewer").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    browser.awaitText("#viewer p", names.get(0));
    assertEquals("true", browser.find("#viewer [name=previous]").getAttribute("aria-disabled"));
    browser.find("#viewer").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    browser.awaitText("#viewer p", names.get(2));
    browser.find("#viewer").sendKeys(Keys.ESCAPE);
    browser.await(() -> !browser.find("#viewer").isDisplayed());
    browser.await(() -> focusIsOn("#results li:nth-child(3) .picture"));
  }

  private static String loaded() {
    return "const i = document.querySelector('#viewer img');"
        + "return i.complete && i.naturalWidth === i.width && i.naturalWidth >= 400";
  }

  @Test
  void moreLikeThisLeadsOn() throws Exception {
    search("a red bird");
    String first = first().toString();
    browser.find("#results li:first-child .picture").click();
    browser.find("#viewer [name=like]").click();
    browser.awaitText("#summary", "Most like " + first);
    assertEquals(expected("like=" + server.id(first)), shown());
    assertEquals(Kind.BIRD, TestScenes.of(first()).groups().getFirst().kind());
    assertFalse(browser.texts("#results .name").contains(first));
    WebElement like = browser.find("#results li:first-child .like");
    browser.run("arguments[0].focus()", like); // shown to who points at it, or tabs there
    browser.await(like::isDisplayed);
    like.click();
    browser.await(() -> !browser.find("#summary").getText().contains(first));
    browser.back();
    browser.awaitText("#summary", "Most like " + first);
  }

  @Test
  void examplePictureIsSearchedWith() throws Exception {
    String car = TestScenes.file(TestScenes.BLUE_CAR);
    browser.find("#example").sendKeys(server.photos.resolve(car).toString());
    browser.awaitText("#summary", "Most like " + car);
    assertEquals(car + " 1.000", shown().getFirst());
    String rabbit = TestScenes.file(TestScenes.RABBIT_IN_SNOW);
    for (String kind : List.of("drop", "paste")) {
      browser.open(server.uri().toString());
      give(kind, "main", server.photos.resolve(rabbit));
      browser.awaitText("#summary", "Most like " + rabbit);
      assertEquals(rabbit + " 1.000", shown().getFirst());
    }
    browser.find("#results li:nth-child(2) .picture").click();
    browser.find("#viewer [name=like]").click();
    browser.await(() -> !browser.find("#summary").getText().contains(rabbit));
    browser.back();
    browser.awaitText("#summary", "Most like " + rabbit);
    assertEquals(rabbit + " 1.000", shown().getFirst());
  }

  @Test
  void showMoreGoesOnWhereItWas(@TempDir Path other) throws Exception {
    TestScenes.draw(Files.createDirectory(other.resolve("photos")), 70);
    try (TestServer large = new TestServer(other, Optional.empty())) {
      browser.open(large.uri().toString());
      search("a blue car");
      assertEquals(60, shown().size());
      WebElement first = browser.find("#results li");
      WebElement more = browser.find("#more");
      browser.run("arguments[0].focus()", more);
      more.sendKeys(Keys.ENTER);
      browser.await(() -> shown().size() == 70);
      assertEquals(first, browser.find("#results li"), "those that are there stay");
      assertTrue(focusIsOn("#results li:nth-child(61) .picture"));
      assertFalse(more.isDisplayed());
      browser.leave();
    }
  }
}
