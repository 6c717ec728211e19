package org.clipsearch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.clipsearch.TestScenes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, over a library of drawn scenes. */
@Timeout(180)
abstract class PageFixture {
  @TempDir static Path directory;
  static Browser browser;
  static TestServer server;
  static Http http;

  @BeforeAll
  static void startServerAndBrowser() throws Exception {
    if (!Browser.isInstalled()) {
      return; // each test says so
    }
    browser = Browser.start();
    TestScenes.draw(Files.createDirectory(directory.resolve("photos")), TestScenes.COUNT);
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
    Assumptions.assumeTrue(
        Browser.isInstalled(), "not tested in a browser: no chromium and chromedriver on the path");
    browser.size(1280, 900);
    browser.open(server.uri().toString());
    browser.awaitText("#status", TestScenes.COUNT + " images · bundled on cpu, float32");
  }

  /** Neither an error, nor a broken policy, nor anything from elsewhere. */
  @AfterEach
  void nothingWentWrong() {
    if (!Browser.isInstalled()) {
      return;
    }
    assertEquals(List.of(), browser.complaints());
    Object origins =
        browser.run(
            "return performance.getEntriesByType('resource')"
                + ".map(e => e.name).filter(n => !n.startsWith(location.origin)"
                + " && !n.startsWith('blob:'))");
    assertEquals(List.of(), origins);
  }

  static void search(String text) {
    WebElement box = browser.find("#search [name=q]");
    box.clear();
    box.sendKeys(text, Keys.ENTER);
    browser.awaitText("#summary", "Best fits for “" + text + "”");
  }

  static void awaitPictures() {
    browser.await(
        () ->
            (Boolean)
                browser.run(
                    "return [...document.querySelectorAll('#results img')]"
                        + ".filter(i => i.getBoundingClientRect().top < innerHeight)"
                        + ".every(i => i.complete && i.naturalWidth > 0)"));
  }

  /** File names and scores, as the API has them. */
  static List<String> expected(String query) throws Exception {
    List<String> expected = new ArrayList<>();
    JsonArray hits = http.get("/api/search?k=60&" + query).json().getAsJsonArray("hits");
    for (var element : hits) {
      var hit = element.getAsJsonObject();
      String name = Path.of(hit.get("path").getAsString()).getFileName().toString();
      // As JavaScript's toFixed has it, which goes by the number's binary value.
      double similarity = hit.get("similarity").getAsDouble();
      BigDecimal shown = new BigDecimal(similarity).setScale(3, RoundingMode.HALF_UP);
      expected.add(name + " " + shown.toPlainString());
    }
    return expected;
  }

  /** The name of the best hit on the page. */
  static Path first() {
    return Path.of(browser.texts("#results .name").getFirst());
  }

  static List<String> shown() {
    List<String> names = browser.texts("#results .name");
    List<String> scores = browser.texts("#results data");
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      shown.add(names.get(i) + " " + scores.get(i));
    }
    return shown;
  }

  /** Drops or pastes a file as a person does, which drivers cannot. */
  static void give(String kind, String selector, Path file) throws Exception {
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

  static void assertFitsAcross() {
    assertTrue((Boolean) browser.run("return document.documentElement.scrollWidth <= outerWidth"));
  }

  static boolean focusIsOn(String selector) {
    return (Boolean)
        browser.run(
            "return document.activeElement === document.querySelector('%s')".formatted(selector));
  }
}
