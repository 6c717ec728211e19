package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser. Leaves pictures of itself in target/screenshots. */
@Timeout(180)
class PageTest {
  private static final int PICTURES = 24;

  @TempDir static Path directory;
  private static Browser browser;
  private static TestServer server;
  private static Http http;

  @BeforeAll
  static void startServerAndBrowser() throws Exception {
    browser = Browser.start();
    Landscapes.draw(Files.createDirectory(directory.resolve("photos")), PICTURES);
    server = new TestServer(directory, Optional.empty());
    http = new Http(server.uri());
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      browser.close();
      server.close();
    }
  }

  @BeforeEach
  void open() {
    browser.size(1280, 900);
    browser.open(server.uri().toString());
    browser.awaitText("#status", PICTURES + " images · model on cpu, float32");
  }

  /** Neither an error, nor a broken policy, nor anything from elsewhere. */
  @AfterEach
  void nothingWentWrong() {
    assertEquals(List.of(), browser.complaints());
    Object origins =
        browser.run(
            "return performance.getEntriesByType('resource')"
                + ".map(e => e.name).filter(n => !n.startsWith(location.origin)"
                + " && !n.startsWith('blob:'))");
    assertEquals(List.of(), origins);
  }

  private static void search(String text) {
    WebElement box = browser.find("#search [name=q]");
    box.clear();
    box.sendKeys(text, Keys.ENTER);
    browser.awaitText("#summary", "Best fits for “" + text + "”");
  }

  private static void awaitPictures() {
    browser.await(
        () ->
            (Boolean)
                browser.run(
                    "return [...document.querySelectorAll('#results img')]"
                        + ".filter(i => i.getBoundingClientRect().top < innerHeight)"
                        + ".every(i => i.complete && i.naturalWidth > 0)"));
  }

  /** File names and scores, as the API has them. */
  private static List<String> expected(String query) throws Exception {
    List<String> expected = new ArrayList<>();
    JsonArray hits = http.get("/api/search?k=60&" + query).json().getAsJsonArray("hits");
    for (var element : hits) {
      var hit = element.getAsJsonObject();
      String name = Path.of(hit.get("path").getAsString()).getFileName().toString();
      expected.add("%s %.3f".formatted(name, hit.get("similarity").getAsDouble()));
    }
    return expected;
  }

  private static List<String> shown() {
    List<String> names = browser.texts("#results .name");
    List<String> scores = browser.texts("#results data");
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      shown.add(names.get(i) + " " + scores.get(i));
    }
    return shown;
  }

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

  private static boolean focusIsOn(String selector) {
    return (Boolean)
        browser.run(
            "return document.activeElement === document.querySelector('%s')".formatted(selector));
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
  void textIsPastedAsText() throws Exception {
    browser.run(
        """
        const data = new DataTransfer();
        data.setData('text/plain', 'words');
        data.items.add(new File(['x'], 'x.png', {type: 'image/png'}));
        document.querySelector('#search [name=q]').dispatchEvent(new ClipboardEvent('paste',
            {bubbles: true, cancelable: true, clipboardData: data}));
        """);
    search("hills"); // had the paste been a search, its summary would be another
    assertEquals("", browser.find("#problem").getText());
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
    }
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
  void barsBelongToThePictureThatIsShown() throws Exception {
    browser.find("#classify-toggle").click();
    browser.find("#classify [name=labels]").sendKeys("hills, a dog");
    browser.run(
        "window.answer = null; const ask = window.fetch; window.fetch = (...a) => ask(...a).then(r"
            + " => a[0].endsWith('classify') ? new Promise(go => window.answer = () => go(r)) :"
            + " r)");
    give("drop", "#classify .drop", server.photos.resolve("spring-01.jpg"));
    browser.find("#classify form > button").click();
    browser.await(() -> (Boolean) browser.run("return window.answer !== null"));
    give("drop", "#classify .drop", server.photos.resolve("night-01.jpg"));
    browser.run("window.answer()"); // the first picture's, too late
    browser.run("return new Promise(r => setTimeout(r, 300))");
    assertEquals(List.of(), browser.texts("#classify li"));
  }

  /** Drops or pastes a file as a person does, which drivers cannot. */
  private static void give(String kind, String selector, Path file) throws Exception {
    String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    browser.run(
        """
        const bytes = Uint8Array.from(atob(arguments[2]), c => c.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], arguments[3], {type: 'image/jpeg'}));
        const options = {bubbles: true, cancelable: true};
        document.querySelector(arguments[1]).dispatchEvent(arguments[0] === 'drop'
            ? new DragEvent('drop', {...options, dataTransfer: data})
            : new ClipboardEvent('paste', {...options, clipboardData: data}));
        """,
        kind,
        selector,
        base64,
        file.getFileName().toString());
  }

  @Test
  void classifyShowsBars() throws Exception {
    search("hills");
    browser.find("#classify-toggle").click();
    browser.find("#classify form > button").click(); // the labels are required
    browser.find("#classify [name=labels]").sendKeys("hills, a dog, 日落");
    browser.find("#classify form > button").click();
    browser.awaitText("#classify [role=alert]", "Choose a picture first");
    for (String kind : List.of("choose", "drop", "paste")) {
      Path file = server.photos.resolve("spring-01.jpg");
      if (kind.equals("choose")) {
        browser.find("#classify input[type=file]").sendKeys(file.toString());
      } else {
        give(kind, "#classify .drop", file);
      }
      browser.await(() -> browser.texts("#classify li").isEmpty());
      browser.find("#classify form > button").click();
      browser.await(() -> browser.texts("#classify li").size() == 3);
      assertTrue(browser.find("#summary").getText().contains("hills"), "the search stays");
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
      search("hills");
      awaitPictures();
      assertFitsAcross();
      browser.find("#classify-toggle").click();
      assertFitsAcross();
      browser.find("#classify-toggle").click();
    }
    browser.screenshot("small.png");
    browser.emulate(0, 0);
  }

  private static void assertFitsAcross() {
    assertTrue((Boolean) browser.run("return document.documentElement.scrollWidth <= outerWidth"));
  }

  @Test
  void serverThatIsGoneIsTold(@TempDir Path other) throws Exception {
    Landscapes.draw(Files.createDirectory(other.resolve("photos")), 2);
    try (TestServer mortal = new TestServer(other, Optional.empty())) {
      browser.open(mortal.uri().toString());
      search("hills");
      mortal.stop();
      browser.find("#search [name=q]").sendKeys(" and more", Keys.ENTER);
      browser.awaitText("#problem", "The server does not answer");
      browser.awaitText("#status", "The server does not answer");
      browser.screenshot("gone.png");
      assertEquals(List.of(), shown());
    }
    assertFalse(browser.complaints().isEmpty());
  }

  @Test
  void tokenIsTypedInOnce(@TempDir Path other) throws Exception {
    Landscapes.draw(Files.createDirectory(other.resolve("photos")), 2);
    try (TestServer closed = new TestServer(other, Optional.of("correct-horse"))) {
      browser.open(closed.uri() + "?q=hills");
      browser.screenshot("login.png");
      browser.find("[name=token]").sendKeys("wrong", Keys.ENTER);
      browser.awaitText("[role=alert]", "That is not the token.");
      browser.find("[name=token]").sendKeys("correct-horse", Keys.ENTER);
      browser.awaitText("#status", "2 images");
      search("hills");
      awaitPictures();
      assertEquals(2, shown().size());
    }
    browser.complaints().forEach(complaint -> assertTrue(complaint.contains("401"), complaint));
  }
}
