package org.clipsearch.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.clipsearch.embedding.ModelIdentity;
import org.clipsearch.platform.UserFolders;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.CheckpointException;
import org.clipsearch.weights.SentenceCheckpoint;

/**
 * This user's models: a directory for each. Finds them by name, by repository or by directory, and
 * fetches what is not there.
 */
public final class ModelStore {
  /** The model that is used unless another is named: {@code openai/clip-vit-base-patch32}. */
  public static final String DEFAULT_MODEL = "openai-b32";

  /** The model that comes with the program, and needs no download: it knows drawn scenes. */
  public static final String BUNDLED = "bundled";

  private final Path directory;
  private final ModelFetch fetch;

  ModelStore(Path directory, ModelFetch fetch) {
    this.directory = directory;
    this.fetch = fetch;
  }

  /**
   * The store of who runs the program; the environment says where the hub is.
   *
   * @param listener hears of what is fetched
   */
  public static ModelStore ofUser(FetchListener listener) {
    return new ModelStore(
        UserFolders.data().resolve("models"), ModelFetch.ofEnvironment(System.getenv(), listener));
  }

  /** Whether it is the one that comes with the program. */
  public static boolean isBundled(Checkpoint checkpoint) {
    return checkpoint.inStore() && checkpoint.name().equals(BUNDLED);
  }

  /**
   * Opens a CLIP, and fetches it first where it is not there.
   *
   * @param reference a name of the catalogue or of a directory in the store, {@code
   *     hf:owner/name[@revision]}, or a directory
   * @throws CheckpointException where there is none, or its files do not fit together
   * @throws HubException where it cannot be fetched
   */
  public Checkpoint open(String reference) throws IOException {
    StoredModel model = clip(reference);
    fetchMissing(model);
    return checkpoint(model);
  }

  /** As {@link #open}, but asks no network: empty where files are missing. */
  public Optional<Checkpoint> find(String reference) throws IOException {
    StoredModel model = clip(reference);
    boolean fetchable = model.source().isPresent();
    return fetchable && !model.isComplete() ? Optional.empty() : Optional.of(checkpoint(model));
  }

  /** As {@link #open}, for a text tower that stands beside a CLIP's. */
  public SentenceCheckpoint openCompanion(String reference) throws IOException {
    StoredModel model = locateCompanion(reference);
    fetchMissing(model);
    return companion(model);
  }

  /** As {@link #openCompanion}, but asks no network: empty where files are missing. */
  public Optional<SentenceCheckpoint> findCompanion(String reference) throws IOException {
    StoredModel model = locateCompanion(reference);
    return model.isComplete() ? Optional.of(companion(model)) : Optional.empty();
  }

  /** A repository of which too little is here does not show its layout. */
  private StoredModel locateCompanion(String reference) throws IOException {
    StoredModel model = locate(reference);
    return HubSource.isReference(reference) && !model.isComplete()
        ? model.as(Layout.SENTENCE)
        : model;
  }

  private static SentenceCheckpoint companion(StoredModel model) throws IOException {
    if (model.layout() != Layout.SENTENCE) {
      throw new CheckpointException(
          model.directory()
              + ": has no modules.json; a companion is in sentence-transformers layout");
    }
    return SentenceCheckpoint.open(model.directory());
  }

  /** How the model is asked for of which an index says that it was made with it. */
  public static String reference(ModelIdentity recorded) {
    return recorded.directory().map(Path::toString).orElse(recorded.name());
  }

  private StoredModel clip(String reference) throws IOException {
    StoredModel model = locate(reference);
    if (model.layout() != Layout.CLIP) {
      throw new CheckpointException(
          "%s: a text tower alone, which goes with a CLIP: --companion %s"
              .formatted(reference, reference));
    }
    return model;
  }

  private static Checkpoint checkpoint(StoredModel model) throws IOException {
    return model.inStore()
        ? Checkpoint.named(model.name(), model.directory())
        : Checkpoint.open(model.directory());
  }

  /** Fetches what a model lacks, where it is known from where. */
  void fetchMissing(StoredModel model) throws IOException {
    if (model.source().isPresent() && !model.isComplete()) {
      fetch.run(model);
    }
  }

  /**
   * The place of a model.
   *
   * @param reference as {@link #open} takes it
   * @throws CheckpointException where it is nothing that could be a model
   */
  public StoredModel locate(String reference) throws IOException {
    if (reference.isBlank()) { // else it would be the working directory
      throw new CheckpointException("no model is named");
    }
    if (reference.equals(BUNDLED)) {
      Path unpacked = BundledModel.directory(UserFolders.cache());
      return new StoredModel(BUNDLED, unpacked, true, Layout.CLIP, Optional.empty());
    }
    if (HubSource.isReference(reference)) {
      return ofRepository(reference);
    }
    Optional<CatalogueModel> known = Catalogue.find(reference);
    if (known.isPresent()) {
      Path place = directory.resolve(reference);
      return new StoredModel(reference, place, true, known.get().layout(), known.get().source());
    }
    boolean bareWord = reference.matches("[^./\\\\][^/\\\\]*");
    if (bareWord && Files.isDirectory(directory.resolve(reference))) {
      return inStore(reference);
    }
    Path path = Path.of(reference);
    if (Files.isDirectory(path)) {
      return new StoredModel(reference, path, false, layoutOf(path), Optional.empty());
    }
    throw new CheckpointException(
        bareWord
            ? "no model %s: it is neither in the list that clipsearch models prints, nor in %s, nor a directory"
                .formatted(reference, directory)
            : path + ": no such model directory");
  }

  private StoredModel ofRepository(String reference) throws CheckpointException {
    HubSource source =
        HubSource.parse(reference)
            .orElseThrow(
                () ->
                    new CheckpointException(
                        reference
                            + ": a repository is named hf:OWNER/NAME or hf:OWNER/NAME@REVISION"));
    String name = source.toString();
    Path place = directory.resolve(name.replace(":", "--").replace("/", "--"));
    return new StoredModel(name, place, true, layoutOf(place), Optional.of(source));
  }

  private StoredModel inStore(String name) {
    Path place = directory.resolve(name);
    return new StoredModel(name, place, true, layoutOf(place), Optional.empty());
  }

  static Layout layoutOf(Path place) {
    return Files.exists(place.resolve("modules.json")) ? Layout.SENTENCE : Layout.CLIP;
  }

  /** The catalogue's models, then what else the store holds. */
  public List<StoredModel> models() throws IOException {
    List<StoredModel> models = new ArrayList<>();
    for (CatalogueModel known : Catalogue.models()) {
      models.add(locate(known.name()));
    }
    for (Path place : places()) {
      if (models.stream().noneMatch(model -> model.directory().equals(place))) {
        models.add(at(place));
      }
    }
    return models;
  }

  /** By the name that leads there. */
  private StoredModel at(Path place) throws IOException {
    try {
      String source = Manifest.read(place).map(Manifest::source).orElse("");
      if (HubSource.isReference(source) && locate(source).directory().equals(place)) {
        return locate(source);
      }
    } catch (CheckpointException e) {
      // a damaged manifest; its directory's name leads there too
    }
    return inStore(place.getFileName().toString());
  }

  private List<Path> places() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(place -> !place.getFileName().toString().startsWith("."))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    }
  }

  /**
   * Fetches what is missing or damaged of a model.
   *
   * @param reference as {@link #open} takes it
   * @throws CheckpointException where it is not known from where
   */
  public StoredModel pull(String reference) throws IOException {
    StoredModel model = locate(reference);
    if (model.source().isEmpty()) {
      throw new CheckpointException(
          "%s: comes from no repository; nothing can be fetched for it".formatted(reference));
    }
    fetch.repair(model);
    return locate(reference); // what has come shows its layout
  }

  /**
   * Takes in a model that was brought by hand.
   *
   * @param origin a directory, or a zip of one
   * @throws CheckpointException where it is no whole model, or the name is taken
   */
  public StoredModel importFrom(Path origin, String name) throws IOException {
    new ModelImport(directory, fetch.listener()).run(origin, name);
    return locate(name);
  }

  /** How it stands with a model's files; reads them all. */
  public ModelHealth verify(StoredModel model) throws IOException {
    return ModelCheck.health(model);
  }

  /**
   * Takes away what the program has put into a model's directory.
   *
   * @return whether the directory is gone; it stays where the user has files in it
   * @throws CheckpointException where none of it was put there by the program
   */
  public boolean remove(StoredModel model) throws IOException {
    return ModelRemoval.run(model, fetch.listener());
  }
}
