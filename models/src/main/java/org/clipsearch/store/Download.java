package org.clipsearch.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.clipsearch.platform.Sha256;

/**
 * Brings one file to its place, at once or not at all. What has come of it lies beside that place
 * until it is whole and has the declared size and hash; a later attempt goes on there.
 */
final class Download {
  private final Remote file;
  private final Patience patience;
  private final Path target;
  private final Path partial;

  Download(Remote file, Path target, Patience patience) {
    this.file = file;
    this.patience = patience;
    this.target = target;
    this.partial = part(target, file.version());
  }

  /**
   * Fetches it to {@link #partial}, from where {@link #settle} moves it.
   *
   * @param progress told how many bytes of the file are there
   * @throws HubException where what comes is not what was declared; it is deleted then
   * @throws FileSystemException where the disk is full; what has come is deleted then
   */
  void run(LongConsumer progress) throws IOException {
    Files.createDirectories(target.getParent());
    long start = size();
    long best = start;
    for (int failures = 0; ; ) {
      try {
        receive(progress);
        break;
      } catch (IOException e) {
        failures = size() > best ? 1 : failures + 1;
        best = Math.max(best, size());
        if (!isLostConnection(e, best > start)) {
          throw e;
        }
        if (failures == patience.tries()) {
          throw new HubException("%s: %s; try again later".formatted(file.name(), Web.broken(e)));
        }
        patience.wait(Patience.backOff(failures), Web.broken(e));
      }
    }
    check();
  }

  /** A network that has brought something, and then cannot be reached, may come back. */
  private static boolean isLostConnection(IOException e, boolean hasBroughtSome) {
    return switch (e) {
      case HubException.Unreachable _ -> hasBroughtSome;
      case HubException _, FileSystemException _, InterruptedIOException _ -> false;
      default -> true;
    };
  }

  /** Moves what has been fetched to its place, and deletes what came of other versions of it. */
  void settle() throws IOException {
    Files.move(
        partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (Stream<Path> beside = Files.list(target.getParent())) {
      for (Path file : beside.filter(Download::isPart).toList()) {
        if (file.getFileName().toString().startsWith(target.getFileName() + ".")) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * The name of what is not whole yet.
   *
   * @param version another one must not be gone on with
   */
  static Path part(Path target, String version) {
    String hash = Sha256.of(version).substring(0, 12);
    return target.resolveSibling(target.getFileName() + "." + hash + ".part");
  }

  /** Whether a file is what has come of one that is not whole yet. */
  static boolean isPart(Path file) {
    return file.toString().matches(".*\\.[0-9a-f]{12}\\.part");
  }

  /** Where it lies until it is whole. */
  Path partial() {
    return partial;
  }

  /** How many bytes of it are here. */
  long size() throws IOException {
    return Files.exists(partial) ? Files.size(partial) : 0;
  }

  private void receive(LongConsumer progress) throws IOException {
    long at = size();
    if (Files.exists(partial) && file.size() >= 0 && at >= file.size()) {
      return; // whole, or too long: the check tells
    }
    HttpResponse<InputStream> answer = file.body().from(at);
    try (InputStream in = new Stalling(answer.body(), patience.stall())) {
      boolean goesOn = answer.statusCode() == 206;
      if (answer.statusCode() == 416 || (goesOn && !startsAt(answer, at))) {
        Files.deleteIfExists(partial);
        throw new IOException("it does not go on where the bytes that had come end");
      }
      try (OutputStream out = open(goesOn)) {
        copy(in, out, goesOn ? at : 0, progress);
      }
    }
  }

  private OutputStream open(boolean goesOn) throws IOException {
    return goesOn
        ? Files.newOutputStream(partial, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
        : Files.newOutputStream(partial);
  }

  private static boolean startsAt(HttpResponse<?> answer, long at) {
    String range = answer.headers().firstValue("Content-Range").orElse("");
    return range.startsWith("bytes " + at + "-");
  }

  private void copy(InputStream in, OutputStream out, long from, LongConsumer progress)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long at = from;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      try {
        out.write(buffer, 0, n);
      } catch (IOException e) {
        Files.deleteIfExists(partial);
        throw new FileSystemException(partial.toString(), null, e.getMessage());
      }
      at += n;
      if (file.size() >= 0 && at > file.size()) {
        return; // the check tells
      }
      progress.accept(at);
    }
    if (at < file.size()) {
      throw new IOException(
          "the connection was closed after %d of %d bytes".formatted(at, file.size()));
    }
  }

  private void check() throws IOException {
    long size = size();
    if (file.size() >= 0 && size != file.size()) {
      Files.delete(partial);
      throw new HubException(
          "%s: %d bytes came, but %d are declared".formatted(file.name(), size, file.size()));
    }
    if (file.hash().isPresent() && !file.hash().get().matches(partial)) {
      Files.delete(partial);
      throw new HubException(
          "%s: what came is not what is declared (%s); it was deleted"
              .formatted(file.name(), file.hash().get().hex()));
    }
  }
}
