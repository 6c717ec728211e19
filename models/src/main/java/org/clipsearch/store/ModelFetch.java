package org.clipsearch.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.clipsearch.platform.UserFolders;
import org.clipsearch.weights.CheckpointException;

/**
 * Brings a model's missing files to its directory: from the hub's cache on this disk, else the hub.
 */
final class ModelFetch {
  private static final String CLIP = "preprocessor_config.json"; // no text tower has one
  private static final String TEXT_TOWER = "modules.json"; // no CLIP has one

  private final Map<String, String> environment;
  private final Path home;
  private final Patience patience;
  private final FetchListener listener;

  ModelFetch(
      Map<String, String> environment, Path home, Patience patience, FetchListener listener) {
    this.environment = environment;
    this.home = home;
    this.patience = patience.telling(listener::notice);
    this.listener = listener;
  }

  static ModelFetch ofEnvironment(Map<String, String> environment, FetchListener listener) {
    return new ModelFetch(environment, UserFolders.home(), Patience.DEFAULT, listener);
  }

  /**
   * Fetches what is missing.
   *
   * @param model with a source
   * @throws HubException where that fails; whole files stay, and a later attempt goes on there
   */
  void run(StoredModel model) throws IOException {
    run(model, false);
  }

  /**
   * As {@link #run}, and fetches anew what is no longer what was fetched; a repository may turn out
   * to hold a text tower.
   */
  void repair(StoredModel model) throws IOException {
    try {
      run(model, true);
    } catch (HubException.TextTower e) {
      run(model.as(Layout.SENTENCE), true);
    }
  }

  private void run(StoredModel model, boolean repair) throws IOException {
    HubSettings settings = HubSettings.of(environment, home);
    try (var _ = StoreLock.take(model.directory(), listener)) {
      Attempt attempt = new Attempt(model, settings, repair);
      Files.createDirectories(model.directory());
      try {
        attempt.run();
      } catch (HubException.Unreachable e) {
        throw new HubException.Unreachable(
            OfflineAdvice.of(model, settings, attempt.missing(), e.getMessage()));
      } finally {
        ModelRemoval.deleteIfEmpty(model.directory()); // nothing has come
      }
    }
  }

  /** Hears of what is done to the store. */
  FetchListener listener() {
    return listener;
  }

  /** A file that is here, but not in its place. */
  private record Piece(String name, Path content, Placing placing) {}

  @FunctionalInterface
  private interface Placing {
    void run() throws IOException;
  }

  /** One run over the missing files. */
  private final class Attempt {
    private final StoredModel model;
    private final HubSettings settings;
    private final HubCache cache;
    private final boolean mayBeTextTower;
    private final Set<String> stale;
    private final List<Piece> waiting = new ArrayList<>();
    private Manifest manifest;
    private HubSource source;

    Attempt(StoredModel model, HubSettings settings, boolean repair) throws IOException {
      this.model = model;
      this.settings = settings;
      this.cache = new HubCache(settings.cache());
      this.manifest =
          Manifest.read(model.directory()).orElseGet(() -> new Manifest("", null, Map.of()));
      HubSource wanted = model.source().orElseThrow();
      this.source = recorded(wanted).or(() -> cache.commit(wanted)).orElse(wanted);
      this.stale = new TreeSet<>(repair ? ModelCheck.damaged(model.directory()) : List.of());
      this.mayBeTextTower =
          repair && model.layout() == Layout.CLIP && HubSource.isReference(model.name());
      if (manifest.isImported()) {
        throw new CheckpointException(
            "%s was imported from %s; clipsearch remove %s, then pull it"
                .formatted(model.name(), manifest.source(), model.name()));
      }
      if (manifest.isOfAnother(wanted)) { // files of two commits make no model
        stale.addAll(manifest.files().keySet());
      }
    }

    /** What is needed, be it that a file is there that must not stay. */
    List<List<String>> missing() {
      return model.missing(stale);
    }

    /** The commit of the files that are there already: the rest must be of the same. */
    private Optional<HubSource> recorded(HubSource wanted) {
      return Optional.ofNullable(manifest.commit())
          .filter(_ -> wanted.toString().equals(manifest.source()))
          .map(wanted::at)
          .filter(HubSource::isPinned);
    }

    void run() throws IOException {
      fetchMissing();
      if (!missing().isEmpty()) { // an index has come, which names more
        fetchMissing();
      }
      if (!stale.isEmpty()) { // files of other names have come instead
        for (String name : stale) {
          Files.deleteIfExists(model.directory().resolve(name));
        }
        manifest = manifest.without(stale);
        manifest.write(model.directory());
      }
    }

    private void fetchMissing() throws IOException {
      List<List<String>> missing = new ArrayList<>();
      for (List<String> names : missing()) { // another process may have fetched them
        if (!link(names)) {
          missing.add(names);
        }
      }
      if (!missing.isEmpty()) {
        if (mayBeTextTower && cache.find(source, TEXT_TOWER).isPresent()) {
          throw textTower();
        }
        download(missing);
      }
      place(waiting);
      waiting.forEach(piece -> stale.remove(piece.name));
      waiting.clear();
    }

    private HubException.TextTower textTower() {
      return new HubException.TextTower(source + " is a text tower");
    }

    /** Uses the cache's file, where there is one. */
    private boolean link(List<String> names) throws IOException {
      for (String name : names) {
        Optional<Path> cached = cache.find(source, name);
        if (cached.isPresent()) {
          link(cached.get(), name);
          return true;
        }
      }
      return false;
    }

    private void link(Path cached, String name) throws IOException {
      Path target = model.directory().resolve(name);
      take(new Piece(name, cached, () -> HubCache.link(cached, target)));
    }

    /** What replaces others waits until all has come: until then these are better than nothing. */
    private void take(Piece piece) throws IOException {
      if (stale.isEmpty()) {
        place(List.of(piece));
      } else {
        waiting.add(piece);
      }
    }

    /**
     * Lists files before they are in their places: were one there unlisted, as after a crash in
     * between, it would be taken for the user's.
     */
    private void place(List<Piece> pieces) throws IOException {
      if (pieces.isEmpty()) {
        return;
      }
      String wanted = model.source().orElseThrow().toString();
      String commit = source.isPinned() ? source.revision() : null;
      manifest = new Manifest(wanted, commit, manifest.files());
      for (Piece piece : pieces) {
        manifest = manifest.with(piece.name, piece.content);
      }
      manifest.write(model.directory());
      for (Piece piece : pieces) {
        piece.placing.run();
      }
    }

    private void download(List<List<String>> missing) throws IOException {
      if (settings.offline()) {
        throw new HubException.Unreachable("HF_HUB_OFFLINE is set");
      }
      try (Hub hub = new Hub(settings, new Proxies(environment), patience)) {
        List<HubFile> files = new ArrayList<>();
        for (List<String> names : missing) {
          HubFile file = find(hub, names);
          Optional<Path> cached = cache.blob(file);
          if (cached.isPresent()) {
            link(cached.get(), file.path());
          } else {
            files.add(file);
          }
        }
        if (!files.isEmpty()) {
          download(hub, files);
        }
      }
    }

    private HubFile find(Hub hub, List<String> names) throws IOException {
      for (String name : names) {
        Optional<HubFile> file = hub.find(source, name);
        if (file.isPresent()) {
          source = file.get().source(); // all files of one commit
          return file.get();
        }
      }
      if (mayBeTextTower && names.contains(CLIP) && hub.find(source, TEXT_TOWER).isPresent()) {
        throw textTower();
      }
      throw new HubException("%s has no %s".formatted(source, Layout.words(names)));
    }

    private void download(Hub hub, List<HubFile> files) throws IOException {
      long total = files.stream().mapToLong(file -> Math.max(0, file.size())).sum();
      List<Download> downloads = files.stream().map(file -> download(hub, file)).toList();
      checkSpace(total, downloads);
      URI page = Hub.page(settings.endpoint(), source);
      listener.begins(new FetchListener.Plan(model.name(), page, model.directory(), total));
      try {
        long done = 0;
        for (int i = 0; i < files.size(); i++) {
          long before = done;
          Download download = downloads.get(i);
          download.run(bytes -> listener.fetched(before + bytes));
          done += download.size();
          take(new Piece(files.get(i).path(), download.partial(), download::settle));
        }
      } finally {
        listener.ends();
      }
    }

    private Download download(Hub hub, HubFile file) {
      Path target = model.directory().resolve(file.path());
      return new Download(hub.remote(file), target, patience);
    }

    private void checkSpace(long total, List<Download> downloads) throws IOException {
      long needed = total;
      for (Download download : downloads) {
        needed -= download.size();
      }
      Disk.checkSpace(model.directory(), model.name(), needed);
    }
  }
}
