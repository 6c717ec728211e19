package org.clipsearch.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.image.RgbImage;
import org.clipsearch.scenes.Background;
import org.clipsearch.scenes.Colour;
import org.clipsearch.scenes.Group;
import org.clipsearch.scenes.Kind;
import org.clipsearch.scenes.Language;
import org.clipsearch.scenes.Scene;
import org.clipsearch.scenes.SceneFile;

/**
 * Knows each scene by its file, and has a direction for each scene, each thing, each thing's colour
 * and number, and each background. The first texts it takes for captions of the scenes, in their
 * order; the others are labels.
 */
final class KnowsTheTruth implements ImageEmbedder {
  private final List<Scene> scenes;
  private final Map<Long, Scene> byFile = new HashMap<>();
  private final Map<String, Integer> directions = new HashMap<>();
  private final Language language;
  private int captions;

  KnowsTheTruth(List<Scene> scenes, Language language) {
    this.scenes = scenes;
    this.language = language;
    for (Scene scene : scenes) {
      byFile.put(sum(SceneFile.jpeg(scene, 400, 300)), scene);
      direction(own(scene));
    }
    for (Kind kind : Kind.values()) {
      direction(language.label(kind));
      for (Colour colour : Colour.values()) {
        direction(language.label(colour, kind));
      }
      for (int count = 1; count <= Group.MAX_COUNT; count++) {
        direction(language.label(count, kind));
      }
    }
    for (Background background : Background.values()) {
      direction(language.label(background));
    }
  }

  private void direction(String meaning) {
    directions.putIfAbsent(meaning, directions.size());
  }

  private static String own(Scene scene) {
    return "scene " + scene.seed();
  }

  private static long sum(byte[] file) {
    CRC32 sum = new CRC32();
    sum.update(file);
    return sum.getValue();
  }

  @Override
  public RgbImage decode(byte[] file) {
    return new RgbImage(file.length, 1, Arrays.copyOf(file, 3 * file.length));
  }

  /** The file's bytes again. */
  @Override
  public PreparedImage prepare(RgbImage image) {
    return new PreparedImage(400, 300, Arrays.copyOf(image.rgb(), image.width()));
  }

  @Override
  public List<Embedding> embed(List<PreparedImage> images) {
    return images.stream().map(image -> shown(byFile.get(sum(image.pixels())))).toList();
  }

  private Embedding shown(Scene scene) {
    List<String> meanings = new ArrayList<>();
    meanings.add(own(scene));
    meanings.add(language.label(scene.background()));
    for (Group group : scene.groups()) {
      meanings.add(language.label(group.kind()));
      meanings.add(language.label(group.colour(), group.kind()));
      meanings.add(language.label(group.count(), group.kind()));
    }
    return embedding(meanings);
  }

  /** As a {@link org.clipsearch.embedding.TextEmbedder} does. */
  List<Embedding> embedTexts(List<String> texts) {
    return texts.stream().map(text -> embedding(List.of(meaning(text)))).toList();
  }

  private String meaning(String text) {
    return captions < scenes.size() ? own(scenes.get(captions++)) : text;
  }

  private Embedding embedding(List<String> meanings) {
    float[] vector = new float[directions.size()];
    for (String meaning : meanings) {
      vector[directions.get(meaning)] = 1;
    }
    return Embedding.of(vector);
  }
}
