package org.clipsearch.store;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.clipsearch.platform.FileTree;
import org.clipsearch.weights.CheckpointException;

/** Takes a model that was brought by hand into the store, at once or not at all. */
final class ModelImport {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][\\w.-]*");

  private final Path store;
  private final FetchListener listener;

  ModelImport(Path store, FetchListener listener) {
    this.store = store;
    this.listener = listener;
  }

  /**
   * Copies the files that make a model; others are left.
   *
   * @param origin a directory, or a zip of one
   * @param name that the model will have
   * @throws CheckpointException where it is no whole model, or the name cannot be had
   */
  void run(Path origin, String name) throws IOException {
    if (!NAME.matcher(name).matches() || name.equals(ModelStore.BUNDLED)) {
      throw new CheckpointException(
          "a model's name is of letters, digits, dots and dashes, and not bundled; got: " + name);
    }
    if (Files.isDirectory(origin)) {
      copy(origin, origin, name);
      return;
    }
    try (FileSystem zip = FileSystems.newFileSystem(origin)) {
      copy(origin, zip.getPath("/"), name);
    } catch (ZipException e) {
      throw new CheckpointException("%s: %s".formatted(origin, e.getMessage()));
    } catch (ProviderNotFoundException e) {
      throw new CheckpointException(origin + ": neither a directory nor a zip");
    }
  }

  private void copy(Path origin, Path root, String name) throws IOException {
    Path model =
        model(root)
            .orElseThrow(
                () -> new CheckpointException(origin + ": holds no config.json; it is no model"));
    checkLayout(origin, model, name);
    Files.createDirectories(store);
    Path target = store.resolve(name);
    try (var _ = StoreLock.take(target, listener)) {
      checkFree(target, name);
      Path unfinished = store.resolve(".import-" + name);
      FileTree.delete(unfinished); // of an import that was killed
      Files.createDirectory(unfinished);
      try {
        Manifest manifest = new Manifest(origin.toAbsolutePath().toString(), null, Map.of());
        for (String file : presentFiles(origin, root, model)) {
          Path copy = unfinished.resolve(file);
          Files.createDirectories(copy.getParent());
          Files.copy(model.resolve(file), copy);
          manifest = manifest.with(file, copy);
        }
        ModelCheck.open(unfinished, ModelStore.layoutOf(unfinished));
        manifest.write(unfinished);
        FileTree.delete(target);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (CheckpointException e) { // the copy that it names will be gone
        throw new CheckpointException(
            e.getMessage().replace(unfinished.toString(), origin.toString()));
      } finally {
        FileTree.delete(unfinished);
      }
    }
  }

  private static void checkFree(Path target, String name) throws IOException {
    if (Files.exists(target) && !isRemnant(target, name)) {
      String way =
          Files.exists(Manifest.file(target))
              ? "clipsearch remove %s takes it away".formatted(name)
              : "it was not put there by clipsearch; delete it yourself";
      throw new CheckpointException("%s: is there already; %s".formatted(target, way));
    }
  }

  /** What lacks files for its name would get them from that name's repository. */
  private static void checkLayout(Path origin, Path model, String name) throws IOException {
    Layout layout = ModelStore.layoutOf(model);
    if (Catalogue.find(name).filter(known -> known.layout() != layout).isPresent()) {
      String what =
          layout == Layout.CLIP
              ? "a CLIP, but %s is a text tower"
              : "a text tower, but %s is a CLIP";
      throw new CheckpointException("%s: %s".formatted(origin, what.formatted(name)));
    }
  }

  /** The directory itself, or the only one in it: a zip mostly has one. */
  private static Optional<Path> model(Path root) throws IOException {
    try (Stream<Path> inside = Files.list(root)) {
      return Stream.concat(Stream.of(root), inside.filter(Files::isDirectory).sorted())
          .filter(directory -> Files.isRegularFile(directory.resolve("config.json")))
          .findFirst();
    }
  }

  /** The program's own files of a model that is not whole, and nothing else. */
  private static boolean isRemnant(Path target, String name) throws IOException {
    if (Files.isSymbolicLink(target) || !Files.isDirectory(target)) {
      return false;
    }
    Layout layout =
        Catalogue.find(name).map(CatalogueModel::layout).orElse(ModelStore.layoutOf(target));
    Set<String> listed = Manifest.read(target).map(m -> m.files().keySet()).orElse(Set.of());
    try (Stream<Path> all = Files.walk(target)) {
      Set<Path> own = Set.of(Manifest.file(target), Manifest.unfinished(target));
      boolean hasOthers =
          all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .filter(path -> !own.contains(path) && !Download.isPart(path))
              .anyMatch(path -> !listed.contains(slashed(target.relativize(path))));
      if (hasOthers) {
        return false;
      }
    }
    boolean isComplete = new StoredModel(name, target, true, layout, Optional.empty()).isComplete();
    return !isComplete || !ModelCheck.damaged(target).isEmpty();
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** The files that make a model. */
  private static List<String> presentFiles(Path origin, Path root, Path model) throws IOException {
    String inside = slashed(root.relativize(model));
    String prefix = inside.isEmpty() ? "" : inside.replaceFirst("/?$", "/");
    List<String> present = new ArrayList<>();
    for (List<String> names : ModelStore.layoutOf(model).files(model)) {
      String name =
          Layout.present(model, names)
              .orElseThrow(
                  () ->
                      new CheckpointException(
                          "%s: has no %s%s".formatted(origin, prefix, Layout.words(names))));
      present.add(name);
    }
    return present;
  }
}
