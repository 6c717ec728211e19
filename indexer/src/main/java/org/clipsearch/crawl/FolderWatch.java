package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Tells which folders of libraries have changed, so that they can be walked again: by file events
 * on Linux, and by telling a whole library at intervals where there are none. {@link #take} is for
 * one thread; the rest may be called from any.
 *
 * <p>Elsewhere than on Linux libraries are told at intervals as well: Java has no events of its own
 * on macOS, and on Windows a folder that is watched keeps those above it from being renamed.
 */
public final class FolderWatch implements AutoCloseable {
  /**
   * How to watch.
   *
   * @param quiet changes are told when there was none for so long
   * @param longest but so long after the first at the latest
   * @param interval between two looks where there are no events; counted from when the former one
   *     is dealt with
   * @param pollOnly whether to do without events
   */
  public record Settings(Duration quiet, Duration longest, Duration interval, boolean pollOnly) {
    /** Long enough for a file to be written, short enough to wait for. */
    public static final Settings DEFAULT =
        new Settings(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(5), false);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException where an interval is zero or a time is negative
     */
    public Settings {
      if (quiet.isNegative() || longest.isNegative() || !interval.isPositive()) {
        throw new IllegalArgumentException(
            "times must not be negative and the interval not zero, got: %s, %s, %s"
                .formatted(quiet, longest, interval));
      }
    }
  }

  private final List<ImageLibrary> libraries;
  private final Settings settings;
  private final ChangedFolders changes;
  private final Optional<FolderEvents> events;
  private final Map<ImageLibrary, String> polled = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private long lastLook;
  private boolean looked;

  /**
   * Begins to watch. Walks all folders, so that it may take its time; what changes from now on is
   * told, so make it before a first crawl.
   *
   * @param libraries whose rules hold; their folders need not be there yet
   */
  public FolderWatch(List<ImageLibrary> libraries, Settings settings) {
    this(libraries, settings, EventSource.SYSTEM);
  }

  FolderWatch(List<ImageLibrary> libraries, Settings settings, EventSource source) {
    this.libraries = List.copyOf(libraries);
    this.settings = settings;
    this.changes = new ChangedFolders(settings.quiet, settings.longest);
    this.events = events(source);
    events.ifPresent(all -> this.libraries.forEach(all::watch));
    changes.take(); // beginning to watch is no change
    this.lastLook = System.nanoTime();
  }

  private Optional<FolderEvents> events(EventSource source) {
    String reason;
    if (settings.pollOnly) {
      reason = "as asked for";
    } else if (!System.getProperty("os.name").equals("Linux")) {
      reason = "file events are used on Linux only";
    } else {
      try {
        return Optional.of(
            new FolderEvents(libraries, source, folder -> changes.add(folder, System.nanoTime())));
      } catch (IOException e) {
        reason =
            "there are no more queues of file events (%s); a higher limit, until the next start: sudo sysctl fs.inotify.max_user_instances=1024"
                .formatted(e.getMessage());
      }
    }
    String common = reason;
    libraries.forEach(library -> polled.put(library, common));
    return Optional.empty();
  }

  /** By the libraries' folders, how each is watched now, in words. */
  public SequencedMap<Path, String> how() {
    SequencedMap<Path, String> how = new LinkedHashMap<>();
    for (ImageLibrary library : libraries) {
      how.put(
          library.folder(),
          reason(library)
              .map(reason -> "every " + words(settings.interval) + ": " + reason)
              .orElse("by file events"));
    }
    return how;
  }

  private static String words(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  private Optional<String> reason(ImageLibrary library) {
    return events
        .map(all -> all.unwatched(library))
        .orElse(Optional.ofNullable(polled.get(library)));
  }

  /**
   * Waits for changes.
   *
   * @return the folders to walk again with all below them, none of which lies in another; empty
   *     when closed
   */
  public Set<Path> take() throws InterruptedException {
    if (looked) { // else a library that takes longer than the interval would never be left alone
      lastLook = System.nanoTime();
      looked = false;
    }
    try {
      while (closed.getCount() > 0) {
        long now = System.nanoTime();
        long untilLook = lastLook + settings.interval.toNanos() - now;
        if (untilLook <= 0) {
          look();
        } else if (changes.untilDue(now) <= 0) {
          return ChangedFolders.topmost(
              changes.take().stream().map(this::orAbove).collect(Collectors.toSet()));
        } else {
          await(Math.min(untilLook, changes.untilDue(now)));
        }
      }
    } catch (ClosedWatchServiceException e) {
      return Set.of();
    }
    return Set.of();
  }

  private void await(long nanos) throws InterruptedException {
    if (events.isPresent()) {
      events.get().await(nanos);
    } else {
      var _ = closed.await(nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** What is gone by now is missed by who walks the folder above it. */
  private Path orAbove(Path folder) {
    Path library = ImageLibrary.of(folder, libraries).orElseThrow().folder();
    Path at = folder;
    while (!at.equals(library) && Files.notExists(at)) {
      at = at.getParent();
    }
    return at;
  }

  /** Tells what has no events, and watches what was not there. */
  private void look() {
    lastLook = System.nanoTime();
    for (ImageLibrary library : libraries) {
      Optional<String> reason = reason(library);
      boolean again = reason.isEmpty() || reason.get().equals(FolderEvents.MISSING);
      if (again && events.get().isStillThere(library)) {
        continue;
      }
      if (again) {
        events.get().watch(library);
      }
      if (Files.isDirectory(library.folder())) {
        changes.add(library.folder(), lastLook);
        looked = true;
      }
    }
  }

  /** Lets {@link #take} end, and stops watching. */
  @Override
  public void close() throws IOException {
    closed.countDown();
    if (events.isPresent()) {
      events.get().close();
    }
  }
}
