package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    search("hills in the evening");
    assertEquals(expected("q=hills+in+the+evening"), shown());
    assertTrue(browser.address().endsWith("/?q=hills+in+the+evening"), browser.address());
    awaitPictures();
    browser.screenshot("search.png");
    search("晚上的山");
    assertEquals(PICTURES, shown().size());
    browser.back();
    browser.awaitText("#summary", "hills in the evening");
    browser.back();
    browser.await(() -> shown().isEmpty());
    assertEquals("", browser.find("#search [name=q]").getAttribute("value"));
  }

  @Test
  void addressBringsTheSameAnswerBack() throws Exception {
    browser.open(server.uri() + "?q=a%20%3Cb%3Edog%3C/b%3E"); // no markup, only words
    browser.awaitText("#summary", "Best fits for “a <b>dog</b>”");
    assertEquals(expected("q=a%20%3Cb%3Edog%3C/b%3E"), shown());
  }

  @Test
  void pictureOpensAtFullSizeWithTheWayToItsNeighbours() throws Exception {
    search("hills");
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
    search("hills");
    String first = browser.texts("#results .name").getFirst();
    browser.find("#results li:first-child .picture").click();
    browser.find("#viewer [name=like]").click();
    browser.awaitText("#summary", "Most like " + first);
    assertEquals(expected("like=" + server.id(first)), shown());
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
    Path picture = server.photos.resolve("noon-02.jpg");
    browser.find("#example").sendKeys(picture.toString());
    browser.awaitText("#summary", "Most like noon-02.jpg");
    assertEquals("noon-02.jpg 1.000", shown().getFirst());
    for (String kind : List.of("drop", "paste")) {
      browser.open(server.uri().toString());
      give(kind, "main", server.photos.resolve("night-01.jpg"));
      browser.awaitText("#summary", "Most like night-01.jpg");
      assertEquals("night-01.jpg 1.000", shown().getFirst());
    }
    browser.find("#results li:nth-child(2) .picture").click();
    browser.find("#viewer [name=like]").click();
    browser.await(() -> !browser.find("#summary").getText().contains("night-01"));
    browser.back();
    browser.awaitText("#summary", "Most like night-01.jpg");
    assertEquals("night-01.jpg 1.000", shown().getFirst());
  }

  @Test
  void showMoreGoesOnWhereItWas(@TempDir Path other) throws Exception {
    Landscapes.draw(Files.createDirectory(other.resolve("photos")), 70);
    try (TestServer large = new TestServer(other, Optional.empty())) {
      browser.open(large.uri().toString());
      search("hills");
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
