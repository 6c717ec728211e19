package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clipsearch.crawl.WatchedFolders.Watched;

/**
 * Hears of changes in libraries by file events. The folders that {@link FolderWalk} walks are
 * registered, each before it is listed, so that nothing appears unseen in between. For one thread;
 * {@link #close} and {@link #unwatched} may be called from any.
 */
final class FolderEvents implements AutoCloseable {
  static final String MISSING = "it is not there";

  private final List<ImageLibrary> libraries;
  private final EventSource source;
  private final Consumer<Path> changed;
  private final WatchService service;
  private final WatchedFolders watched = new WatchedFolders();
  private final Map<ImageLibrary, Object> fileKeys = new HashMap<>();
  private final Map<ImageLibrary, String> unwatched = new ConcurrentHashMap<>();
  private final Set<Object> localDevices = new HashSet<>();
  private final Set<Path> toRegister = new HashSet<>();

  /**
   * Watches nothing yet.
   *
   * @param changed takes the folders in which something has changed
   * @throws IOException where the system has no more queues of events
   */
  FolderEvents(List<ImageLibrary> libraries, EventSource source, Consumer<Path> changed)
      throws IOException {
    this.libraries = libraries;
    this.source = source;
    this.changed = changed;
    this.service = FileSystems.getDefault().newWatchService();
  }

  /** Why a library is not watched; empty where it is. */
  Optional<String> unwatched(ImageLibrary library) {
    return Optional.ofNullable(unwatched.get(library));
  }

  /** Watches a library, from the beginning where it was watched before. */
  void watch(ImageLibrary library) {
    watched.removeAll(folder -> folder.library().equals(library));
    unwatched.remove(library);
    try {
      Object key = Files.readAttributes(library.folder(), BasicFileAttributes.class).fileKey();
      fileKeys.put(library, key);
      if (isLocal(library.folder(), library)) {
        toRegister.add(library.folder());
        register();
      }
    } catch (IOException e) {
      unwatched.put(library, MISSING);
    }
  }

  /** Whether a library's folder is still the one that is watched: a drive may lie over it now. */
  boolean isStillThere(ImageLibrary library) {
    try {
      Object key = Files.readAttributes(library.folder(), BasicFileAttributes.class).fileKey();
      return key.equals(fileKeys.get(library)) && watched.at(library.folder()).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits for events, and deals with those that have come.
   *
   * @throws java.nio.file.ClosedWatchServiceException when closed
   */
  void await(long nanos) throws InterruptedException {
    WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
    for (int left = watched.size(); key != null; left--) { // more may come all the time
      dealWith(key);
      key = left > 0 ? service.poll() : null;
    }
    register();
  }

  private void dealWith(WatchKey key) {
    Optional<Watched> folder = watched.of(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      folder.ifPresent(in -> dealWith(in, event));
    }
    if (!key.reset()) {
      watched.remove(key);
    }
  }

  private void dealWith(Watched in, WatchEvent<?> event) {
    if (!(event.context() instanceof Path name)) { // more events than were kept
      toRegister.add(in.toWalk());
      changed.accept(in.toWalk());
      return;
    }
    Path path = in.folder().resolve(name);
    boolean gone = event.kind().equals(StandardWatchEventKinds.ENTRY_DELETE);
    if (name.toString().equals(ClipIgnore.NAME)) {
      toRegister.add(in.toWalk());
      changed.accept(in.toWalk());
    } else if (!ImageFiles.isHidden(path)) {
      if (gone && watched.at(path).isPresent()) {
        folderVanished(in, watched.at(path).get());
      } else if (!gone && Files.isDirectory(path)) {
        folderAppeared(in, path, event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE));
      } else if (ImageFiles.isImage(path)) {
        changed.accept(in.toWalk());
      }
    }
  }

  private void folderVanished(Watched in, Watched folder) {
    watched.removeAll(below -> below.folder().startsWith(folder.folder()));
    changed.accept(folder.linked() ? folder.library().folder() : in.folder());
  }

  /** Or has become readable. It is told as changed once it is registered. */
  private void folderAppeared(Watched in, Path folder, boolean isNew) {
    if (isNew || watched.at(folder).isEmpty()) {
      boolean linked = in.linked() || Files.isSymbolicLink(folder);
      toRegister.add(linked ? in.library().folder() : folder);
    }
  }

  private void register() {
    while (!toRegister.isEmpty()) {
      Set<Path> folders = ChangedFolders.topmost(toRegister);
      toRegister.clear();
      try {
        FolderWalk.walk(libraries, folders, new Registering(folders));
      } catch (IOException e) {
        throw new IllegalStateException(e); // of the visitor only, and it throws none
      }
      watched.removeAll(folder -> unwatched.containsKey(folder.library()));
    }
  }

  /** Registers the folders of a walk. */
  private final class Registering implements FolderWalk.Visitor {
    private final Set<Path> starts;

    Registering(Set<Path> starts) {
      this.starts = starts;
    }

    @Override
    public void folder(Path folder, boolean linked) {
      ImageLibrary library = ImageLibrary.of(folder, libraries).orElseThrow();
      if (unwatched.containsKey(library)) {
        return;
      }
      try {
        if (isLocal(folder, library)) {
          watched.add(source.register(folder, service), new Watched(folder, library, linked));
        }
      } catch (FileSystemException e) {
        return; // gone, or not to be read: who walks says so
      } catch (IOException e) {
        unwatched.put(library, limitReached(e));
      }
      if (starts.contains(folder)) {
        changed.accept(folder);
      }
    }

    @Override
    public void excluded(Path fileOrFolder) {
      if (watched.at(fileOrFolder).isPresent()) {
        watched.removeAll(below -> below.folder().startsWith(fileOrFolder));
      }
    }

    /** Links are followed in whole libraries only. */
    @Override
    public void hidden(Path folder) {
      if (!ImageFiles.isHidden(folder)) {
        ImageLibrary.of(folder, libraries).ifPresent(in -> toRegister.add(in.folder()));
      }
    }

    @Override
    public void image(Path file, BasicFileAttributes attributes) {}

    @Override
    public void unreadable(Path path, IOException reason) {} // who walks says so
  }

  /** Asks once for each device, for all mounts are read through for it. */
  private boolean isLocal(Path folder, ImageLibrary library) throws IOException {
    Object device = Files.getAttribute(folder, "unix:dev");
    if (localDevices.contains(device)) {
      return true;
    }
    String type = source.storeType(folder);
    if (EventSource.isRemote(type)) {
      unwatched.put(
          library, "%s is on %s, where others may write unnoticed".formatted(folder, type));
      return false;
    }
    return localDevices.add(device);
  }

  private static String limitReached(IOException e) {
    return ("no more folders can be watched (%s); a higher limit, until the next start:"
            + " sudo sysctl fs.inotify.max_user_watches=1048576")
        .formatted(e.getMessage());
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
