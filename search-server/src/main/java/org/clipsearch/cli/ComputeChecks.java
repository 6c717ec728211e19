package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.DeviceException;
import org.clipsearch.clip.EngineLoadException;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.clip.TextTower;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.ReadableFormat;
import org.clipsearch.platform.CudaLibraries;
import org.clipsearch.platform.NvidiaDriver;
import org.clipsearch.scenes.English;
import org.clipsearch.scenes.Kind;
import org.clipsearch.scenes.Scene;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.Scenes;
import org.clipsearch.search.LabelScore;
import org.clipsearch.search.ZeroShotClassifier;
import org.clipsearch.store.ModelStore;
import org.clipsearch.weights.Checkpoint;

/** Whether the towers run, on the CPU and on a GPU, and say the same. */
final class ComputeChecks {
  /** Low precision costs some 0.0003. */
  private static final double LEAST_COSINE = 0.999;

  private static final int SIDE = 224;

  private final ModelStore store;

  ComputeChecks(ModelStore store) {
    this.store = store;
  }

  /** Driver, cards, libraries, and a forward pass. */
  List<Finding> gpu() throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<NvidiaDriver.Card> cards = NvidiaDriver.cards();
    for (NvidiaDriver.Card card : cards) {
      findings.add(
          Finding.good(
              "gpu", "%s, %s, driver %s".formatted(card.name(), card.memory(), card.driver())));
    }
    if (cards.isEmpty()) {
      findings.add(
          NvidiaDriver.isInstalled()
              ? Finding.bad("gpu", "there is an NVIDIA driver, but nvidia-smi finds no card")
              : Finding.absent("gpu", "no NVIDIA driver; everything runs on the CPU"));
    }
    Optional<Finding> obstacle = obstacle(!cards.isEmpty());
    if (obstacle.isPresent()) {
      findings.add(obstacle.get());
    } else if (CudaLibraries.areIn(libraries())) {
      findings.add(loading());
      if (!cards.isEmpty()) {
        findings.add(forwardPass());
      }
    }
    return findings;
  }

  private static Path libraries() {
    return CudaLibraries.chosen().orElse(CudaLibraries.directory());
  }

  /** What is wrong with the libraries, at a look. */
  private static Optional<Finding> obstacle(boolean hasCard) {
    Path libraries = libraries();
    boolean areChosen = CudaLibraries.chosen().isPresent();
    String wrong = null;
    if (areChosen && !CudaLibraries.isLibtorchIn(libraries)) {
      wrong = "PYTORCH_LIBRARY_PATH names %s, where there is no libtorch";
    } else if (hasCard && !CudaLibraries.areIn(libraries)) {
      wrong = "no libtorch with CUDA in %s; clipsearch setup cuda";
    } else if (!areChosen && Files.exists(libraries) && !CudaLibraries.areComplete(libraries)) {
      wrong = "libtorch with CUDA in %s is incomplete; clipsearch setup cuda fetches it anew";
    }
    return Optional.ofNullable(wrong).map(w -> Finding.bad("cuda", w.formatted(libraries)));
  }

  /** Tries them without a card too: one may come, and the default device will use them. */
  private static Finding loading() throws IOException {
    CudaLibraries.useInstalled();
    try {
      Compute.of("cpu", "float32");
      return Finding.good("cuda", "libtorch with CUDA in " + libraries());
    } catch (DeviceException | EngineLoadException e) {
      return Finding.bad("cuda", e.getMessage());
    }
  }

  private Finding forwardPass() throws IOException {
    try {
      Compute gpu = Compute.of("gpu", "auto");
      double cosine = embed(gpu).cosine(embed(Compute.of("cpu", "float32")));
      String detail = "%s against cpu, float32: cosine %.5f".formatted(gpu, cosine);
      return cosine >= LEAST_COSINE ? Finding.good("cuda", detail) : Finding.bad("cuda", detail);
    } catch (DeviceException
        | EngineLoadException
        | RuntimeException e) { // libtorch's own complaints
      return Finding.bad("cuda", String.valueOf(e.getMessage()));
    }
  }

  /** Libraries, and a picture that is named. */
  List<Finding> cpu() throws IOException {
    try {
      Compute cpu = Compute.of("cpu", "auto");
      return List.of(
          Finding.good(
              "pytorch", "%s in %s; %s".formatted(Compute.engine(), Compute.libraries(), cpu)),
          formats(),
          naming(cpu));
    } catch (DeviceException | EngineLoadException e) {
      return List.of(Finding.bad("pytorch", e.getMessage()));
    }
  }

  /** What is read; what could be, or is often asked for, is told by {@link #unread}. */
  private static Finding formats() {
    return Finding.good(
        "formats",
        ReadableFormat.all().stream()
            .filter(ReadableFormat::readable)
            .map(ReadableFormat::name)
            .collect(Collectors.joining(", ")));
  }

  /** Formats that this machine does not read, and why. */
  List<Finding> unread() {
    return ReadableFormat.all().stream()
        .filter(format -> !format.readable())
        .map(format -> Finding.absent(format.name(), format.advice()))
        .toList();
  }

  /** From a drawn JPEG to the name of what it shows: everything takes part. */
  private Finding naming(Compute compute) throws IOException {
    Scene scene = scene();
    English english = new English();
    List<String> labels = Stream.of(Kind.values()).map(english::label).toList();
    String truth = english.label(scene.groups().getFirst().kind());
    Checkpoint bundled = store.open(ModelStore.BUNDLED);
    try (TextTower texts = TextTower.load(bundled, compute)) {
      LabelScore first =
          new ZeroShotClassifier(
                  texts, labels, List.of(ZeroShotClassifier.PLACEHOLDER), bundled.logitScale())
              .classify(embed(compute))
              .getFirst();
      String detail =
          "a drawn %s is named %s among %d, probability %.2f"
              .formatted(truth, first.label(), labels.size(), first.probability());
      return first.label().equals(truth)
          ? Finding.good("test", detail)
          : Finding.bad("test", detail);
    }
  }

  private Embedding embed(Compute compute) throws IOException {
    try (ImageTower images = ImageTower.load(store.open(ModelStore.BUNDLED), compute)) {
      return images.embed(List.of(images.prepare(SceneFile.jpeg(scene(), SIDE, SIDE)))).getFirst();
    } catch (ImageException e) {
      throw new IOException("a drawn JPEG cannot be decoded: " + e.getMessage(), e);
    }
  }

  /** The first that shows one thing. */
  private static Scene scene() {
    return LongStream.iterate(1, seed -> seed + 1)
        .mapToObj(Scenes::of)
        .filter(s -> s.groups().size() == 1 && s.groups().getFirst().count() == 1)
        .findFirst()
        .orElseThrow();
  }
}
