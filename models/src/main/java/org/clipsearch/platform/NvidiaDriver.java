package org.clipsearch.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What NVIDIA's driver says of the cards that it drives. */
public final class NvidiaDriver {
  private static final int PATIENCE_SECONDS = 10;

  /** What the driver brings: on Linux, on Windows, and on Linux within Windows (WSL 2). */
  private static final List<Path> TRACES =
      List.of(
          Path.of("/proc/driver/nvidia/version"),
          Path.of("C:\\Windows\\System32\\nvidia-smi.exe"),
          Path.of("/usr/lib/wsl/lib/nvidia-smi"));

  private NvidiaDriver() {}

  /**
   * One card.
   *
   * @param driver the driver's version
   * @param memory as the driver writes it, such as {@code 24576 MiB}
   */
  public record Card(String name, String driver, String memory) {}

  /** Whether there is a driver; costs nothing. */
  public static boolean isInstalled() {
    return TRACES.stream().anyMatch(Files::exists);
  }

  /** Asks {@code nvidia-smi}, which comes with the driver; none where that is not there. */
  public static List<Card> cards() {
    return ask("--query-gpu=name,driver_version,memory.total", "--format=csv,noheader")
        .map(NvidiaDriver::parse)
        .orElse(List.of());
  }

  /**
   * What is in use of a card's memory, by all programs and the driver.
   *
   * @param card counted from 0
   */
  public static OptionalLong usedBytes(int card) {
    return ask("--id=" + card, "--query-gpu=memory.used", "--format=csv,noheader,nounits")
        .map(NvidiaDriver::parseMegabytes)
        .orElse(OptionalLong.empty());
  }

  private static Optional<String> ask(String... question) {
    List<String> command = new ArrayList<>(List.of("nvidia-smi"));
    command.addAll(List.of(question));
    try {
      Process smi =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      if (!smi.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        smi.destroyForcibly();
        return Optional.empty();
      }
      String csv = new String(smi.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return smi.exitValue() == 0 ? Optional.of(csv) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The driver's unit is MiB. */
  static OptionalLong parseMegabytes(String csv) {
    String number = csv.strip();
    return number.matches("\\d{1,9}")
        ? OptionalLong.of(Long.parseLong(number) << 20)
        : OptionalLong.empty();
  }

  static List<Card> parse(String csv) {
    return csv.lines()
        .map(line -> line.split(",", -1))
        .filter(fields -> fields.length == 3)
        .map(f -> new Card(f[0].strip(), f[1].strip(), f[2].strip()))
        .toList();
  }
}
