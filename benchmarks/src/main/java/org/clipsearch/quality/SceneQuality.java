package org.clipsearch.quality;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.embedding.ImageEmbedder;
import org.clipsearch.embedding.TextEmbedder;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.scenes.Background;
import org.clipsearch.scenes.Claim;
import org.clipsearch.scenes.Claims;
import org.clipsearch.scenes.Colour;
import org.clipsearch.scenes.Group;
import org.clipsearch.scenes.Kind;
import org.clipsearch.scenes.Language;
import org.clipsearch.scenes.Scene;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.search.ZeroShotClassifier;

/**
 * Asks a model about scenes in one language.
 *
 * <ul>
 *   <li>Text to image: each scene gives one caption, anything from a noun to all that is true of
 *       it. Recall at k is the share of captions for which at least one of the k nearest of all
 *       pictures is one that the caption is true of.
 *   <li>Zero-shot: the nearest label is the model's answer. Object among all {@link Kind}s and
 *       colour and count (of the object that is there, "red bird", "blue bird", "two birds", …) are
 *       asked of scenes with one group; background among all {@link Background}s of all.
 * </ul>
 */
public final class SceneQuality {
  /** Apart from what scenes and training draw lots with. */
  private static final long CAPTIONS = 0x7175616c697479L;

  private static final int BATCH = 64;

  private final List<Scene> scenes;
  private final List<Embedding> pictures;
  private final TextEmbedder texts;

  /** What came out. */
  public record Figures(
      Score recallAt1,
      Score recallAt5,
      Score object,
      Score colour,
      Score count,
      Score background) {}

  private SceneQuality(List<Scene> scenes, List<Embedding> pictures, TextEmbedder texts) {
    this.scenes = scenes;
    this.pictures = pictures;
    this.texts = texts;
  }

  /** Draws the scenes as JPEG files of 400 by 300 pixels, in memory, and embeds them. */
  public static SceneQuality of(List<Scene> scenes, ImageEmbedder images, TextEmbedder texts)
      throws IOException {
    List<Embedding> pictures = new ArrayList<>();
    for (int at = 0; at < scenes.size(); at += BATCH) {
      List<PreparedImage> batch = new ArrayList<>();
      for (Scene scene : scenes.subList(at, Math.min(at + BATCH, scenes.size()))) {
        try {
          batch.add(images.prepare(SceneFile.jpeg(scene, 400, 300)));
        } catch (ImageException e) {
          throw new IllegalStateException("a drawn picture cannot be read", e);
        }
      }
      pictures.addAll(images.embed(batch));
    }
    return new SceneQuality(List.copyOf(scenes), pictures, texts);
  }

  /** Asks in a language; the same scenes give the same questions. */
  public Figures ask(Language language) {
    List<Claim> claims = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    for (Scene scene : scenes) {
      SplittableRandom random = new SplittableRandom(scene.seed() ^ CAPTIONS);
      Claim claim = Claims.of(scene, random);
      claims.add(claim);
      captions.add(language.say(claim, random));
    }
    List<Embedding> questions = texts.embedAll(captions);
    Score at1 = new Score(0, 0);
    Score at5 = new Score(0, 0);
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      List<Scene> nearest = nearest(questions.get(i), pictures, 5).map(scenes::get).toList();
      at1 = at1.plus(claim.holdsFor(nearest.getFirst()));
      at5 = at5.plus(nearest.stream().anyMatch(claim::holdsFor));
    }
    List<String> kinds = labels(Kind.values(), language::label);
    return new Figures(
        at1,
        at5,
        alone(kind -> kinds, group -> language.label(group.kind())),
        alone(
            kind -> labels(Colour.values(), colour -> language.label(colour, kind)),
            group -> language.label(group.colour(), group.kind())),
        alone(kind -> counts(kind, language), group -> language.label(group.count(), group.kind())),
        backgrounds(language));
  }

  /** Asks which label fits each scene that has one group. */
  private Score alone(Function<Kind, List<String>> labels, Function<Group, String> truth) {
    Map<List<String>, ZeroShotClassifier> classifiers = new HashMap<>();
    Score score = new Score(0, 0);
    for (int i = 0; i < scenes.size(); i++) {
      if (scenes.get(i).groups().size() == 1) {
        Group group = scenes.get(i).groups().getFirst();
        ZeroShotClassifier classifier =
            classifiers.computeIfAbsent(labels.apply(group.kind()), this::classifier);
        score = score.plus(answers(classifier, i, truth.apply(group)));
      }
    }
    return score;
  }

  private Score backgrounds(Language language) {
    ZeroShotClassifier classifier = classifier(labels(Background.values(), language::label));
    Score score = new Score(0, 0);
    for (int i = 0; i < scenes.size(); i++) {
      score = score.plus(answers(classifier, i, language.label(scenes.get(i).background())));
    }
    return score;
  }

  private static <T> List<String> labels(T[] things, Function<T, String> label) {
    return Stream.of(things).map(label).toList();
  }

  private static List<String> counts(Kind kind, Language language) {
    return IntStream.rangeClosed(1, Group.MAX_COUNT)
        .mapToObj(count -> language.label(count, kind))
        .toList();
  }

  private ZeroShotClassifier classifier(List<String> labels) {
    // Only the order of the labels counts here, which no scale changes.
    return new ZeroShotClassifier(texts, labels, List.of(ZeroShotClassifier.PLACEHOLDER), 1);
  }

  private boolean answers(ZeroShotClassifier classifier, int picture, String truth) {
    return classifier.classify(pictures.get(picture)).getFirst().label().equals(truth);
  }

  /** An exact scan: this measures the model, not an index. */
  private static Stream<Integer> nearest(Embedding to, List<Embedding> among, int k) {
    double[] cosines = among.stream().mapToDouble(to::cosine).toArray();
    return IntStream.range(0, cosines.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -cosines[i]))
        .limit(k);
  }
}
