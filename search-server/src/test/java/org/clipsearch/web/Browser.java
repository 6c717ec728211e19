package org.clipsearch.web;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, as a person would use it. */
final class Browser implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static boolean isInstalled() {
    return onPath("chromium").isPresent() && onPath("chromedriver").isPresent();
  }

  static Browser start() {
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(onPath("chromium").orElseThrow());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logging);
    options.addArguments(
        "--headless",
        "--no-sandbox", // which root cannot have
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--window-size=1280,900");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(onPath("chromedriver").orElseThrow())
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Optional<File> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toFile)
        .findFirst();
  }

  void open(String address) {
    driver.get(address);
  }

  /** Before its server goes, so that the page does not miss it. */
  void leave() {
    driver.get("about:blank");
  }

  String address() {
    return driver.getCurrentUrl();
  }

  void back() {
    driver.navigate().back();
  }

  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** A screen of a size that no window has; 0 x 0 for the window's own. */
  void emulate(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 0, "mobile", width > 0));
  }

  void press(CharSequence keys) {
    new Actions(driver).sendKeys(keys).perform(); // to whatever has the focus
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  /** Something that becomes true, within seconds. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  void await(Condition condition) {
    new WebDriverWait(driver, Duration.ofSeconds(15), Duration.ofMillis(50))
        .ignoring(StaleElementReferenceException.class)
        .until(
            _ -> {
              try {
                return condition.holds();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  void awaitText(String selector, String text) {
    await(() -> find(selector).getText().contains(text));
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What the page complained of since the last question, such as a broken policy. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  void screenshot(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
