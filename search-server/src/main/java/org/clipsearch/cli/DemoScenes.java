package org.clipsearch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.clipsearch.crawl.CrawlProgress;
import org.clipsearch.scenes.Claim;
import org.clipsearch.scenes.Scene;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.Scenes;

/** The scenes that the demo draws, by the names of their files; always the same ones. */
final class DemoScenes {
  static final int COUNT = 300;

  /** Of each shown search, so that the three best hits can all be right. */
  private static final int LEAST_ANSWERS = 6;

  /** Training takes other seeds. */
  private static final long FIRST_SEED = 2_000_000_000;

  private static final int SHORTER_SIDE = 480;
  private static final int LONGER_SIDE = 640;

  private final Map<String, Scene> byName = new LinkedHashMap<>();

  /** Chooses scenes among which each search has right answers. */
  DemoScenes(List<DemoSearch> searches) {
    Set<Scene> chosen = new LinkedHashSet<>();
    for (DemoSearch search : searches) {
      LongStream.iterate(FIRST_SEED, seed -> seed + 1)
          .mapToObj(Scenes::of)
          .filter(search.claim()::holdsFor)
          .limit(LEAST_ANSWERS)
          .forEach(chosen::add);
    }
    for (long seed = FIRST_SEED; chosen.size() < COUNT; seed++) {
      chosen.add(Scenes.of(seed));
    }
    List<Scene> mixed = new ArrayList<>(chosen);
    Collections.shuffle(mixed, new Random(FIRST_SEED)); // or the answers would come first
    for (Scene scene : mixed) {
      byName.put(name(byName.size() + 1), scene);
    }
  }

  /** One in eight is a PNG. */
  private static String name(int number) {
    return "scene-%04d.%s".formatted(number, number % 8 == 0 ? "png" : "jpg");
  }

  /** What is drawn in a file. */
  Scene of(Path file) {
    return byName.get(file.getFileName().toString());
  }

  /** How many scenes are a right answer. */
  long count(Claim claim) {
    return byName.values().stream().filter(claim::holdsFor).count();
  }

  /** The name of the first file with such a scene. */
  String first(Predicate<Scene> wanted) {
    return byName.keySet().stream()
        .filter(name -> wanted.test(byName.get(name)))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Draws all, on all cores.
   *
   * @param folder is made where there is none
   * @param isStopped asked before each picture
   */
  void draw(Path folder, CrawlProgress progress, BooleanSupplier isStopped) throws IOException {
    Files.createDirectories(folder);
    progress.counted(COUNT);
    AtomicInteger drawn = new AtomicInteger();
    try {
      byName.entrySet().parallelStream()
          .forEach(
              entry -> {
                if (!isStopped.getAsBoolean()) {
                  draw(entry.getValue(), folder.resolve(entry.getKey()));
                  progress.done(drawn.incrementAndGet());
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Upright, across and square, as pictures are. */
  private static void draw(Scene scene, Path file) {
    int shape = (int) (scene.seed() % 3);
    try {
      SceneFile.write(
          scene,
          file,
          shape == 0 ? LONGER_SIDE : SHORTER_SIDE,
          shape == 1 ? LONGER_SIDE : SHORTER_SIDE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
