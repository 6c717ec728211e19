package org.clipsearch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.clipsearch.scenes.Background;
import org.clipsearch.scenes.Claim;
import org.clipsearch.scenes.Colour;
import org.clipsearch.scenes.English;
import org.clipsearch.scenes.Group;
import org.clipsearch.scenes.Kind;
import org.clipsearch.scenes.Scene;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.Scenes;
import org.clipsearch.scenes.Size;
import org.clipsearch.scenes.TimeOfDay;
import org.clipsearch.scenes.Weather;

/** A library of drawn scenes in files whose names tell the truth, and questions that it answers. */
public final class TestScenes {
  /** Enough for each question's answers. */
  public static final int COUNT = 24;

  public static final Question RED_BIRD =
      new Question("a red bird", "一只红色的鸟", Claim.of(Colour.RED, Kind.BIRD));
  public static final Question BLUE_CAR =
      new Question("a blue car", "一辆蓝色的汽车", Claim.of(Colour.BLUE, Kind.CAR));
  public static final Question COOK_IN_GREEN =
      new Question("a cook in green", "穿绿色衣服的厨师", Claim.of(Colour.GREEN, Kind.COOK));

  public static final Question TWO_RED_BIRDS =
      new Question("two red birds", "两只红色的鸟", Claim.of(2, Colour.RED, Kind.BIRD));

  public static final Question RABBIT_IN_SNOW =
      new Question(
          "a rabbit in the snow", "雪地里的兔子", Claim.of(Kind.RABBIT).in(Background.SNOWFIELD));
  public static final List<Question> QUESTIONS =
      List.of(
          RED_BIRD,
          BLUE_CAR,
          COOK_IN_GREEN,
          TWO_RED_BIRDS,
          RABBIT_IN_SNOW,
          new Question("a yellow umbrella", "一把黄色的雨伞", Claim.of(Colour.YELLOW, Kind.UMBRELLA)),
          new Question("a white lighthouse", "一座白色的灯塔", Claim.of(Colour.WHITE, Kind.LIGHTHOUSE)),
          new Question("a purple butterfly", "一只紫色的蝴蝶", Claim.of(Colour.PURPLE, Kind.BUTTERFLY)));

  /** Of each question, in the library. */
  private static final int ANSWERS = 3;

  /** Training takes other seeds. */
  private static final long FIRST_SEED = 2_000_000_000;

  private static final long FIRST_UNSEEN_SEED = 3_000_000_000L;

  private static final Set<Scene> ANSWERS_TO_ALL = answersToAll();

  /** A search in both languages, and what is true of its right answers. */
  public record Question(String english, String chinese, Claim claim) {
    public List<String> texts() {
      return List.of(english, chinese);
    }

    /** Names the kind that a right answer shows. */
    public Kind kind() {
      return (Kind) claim.subjects().getFirst().noun();
    }

    public void assertAnsweredBy(Path file) {
      assertTrue(claim.holdsFor(of(file)), () -> english + ": found " + file);
    }
  }

  private TestScenes() {}

  /** Of each question in turn, so that a small library has different ones. */
  private static Set<Scene> answersToAll() {
    List<List<Scene>> answers =
        QUESTIONS.stream().map(q -> answers(q, FIRST_SEED).limit(ANSWERS).toList()).toList();
    Set<Scene> all = new LinkedHashSet<>();
    for (int i = 0; i < ANSWERS; i++) {
      for (List<Scene> ofOne : answers) {
        all.add(ofOne.get(i));
      }
    }
    return all;
  }

  /** Those that nobody could doubt: of one kind, not small, by day and without fog. */
  private static Stream<Scene> answers(Question question, long firstSeed) {
    return LongStream.iterate(firstSeed, seed -> seed + 1)
        .mapToObj(Scenes::of)
        .filter(scene -> scene.groups().size() == 1)
        .filter(scene -> scene.groups().getFirst().size() != Size.SMALL)
        .filter(scene -> scene.time() == TimeOfDay.DAY && scene.weather() != Weather.FOG)
        .filter(question.claim()::holdsFor);
  }

  /** A right answer that is in no library. */
  public static Scene unseen(Question question) {
    return answers(question, FIRST_UNSEEN_SEED).findFirst().orElseThrow();
  }

  /**
   * Writes a library of several sizes and shapes.
   *
   * @return its files
   */
  public static List<Path> draw(Path folder, int count) throws IOException {
    Set<Scene> scenes = new LinkedHashSet<>(ANSWERS_TO_ALL);
    for (long seed = FIRST_SEED; scenes.size() < count; seed++) {
      scenes.add(Scenes.of(seed));
    }
    List<Path> files = new ArrayList<>();
    for (Scene scene : scenes.stream().limit(count).toList()) {
      Path file = folder.resolve(name(scene));
      SceneFile.write(scene, file, width(scene), height(scene));
      files.add(file);
    }
    return files;
  }

  public static int width(Scene scene) {
    return scene.seed() % 4 == 1 ? 400 : 640;
  }

  public static int height(Scene scene) {
    return scene.seed() % 3 == 2 ? 400 : 480;
  }

  /** The file of an answer in the library. */
  public static String file(Question question) {
    return name(
        ANSWERS_TO_ALL.stream().filter(question.claim()::holdsFor).findFirst().orElseThrow());
  }

  /** Such as {@code red-bird-beach-2000000123.jpg}. */
  private static String name(Scene scene) {
    List<String> words = new ArrayList<>();
    for (Group group : scene.groups()) {
      words.add(new English().label(group.colour(), group.kind()));
    }
    words.add(scene.background().name().toLowerCase(Locale.ROOT));
    words.add(String.valueOf(scene.seed()));
    return String.join("-", words).replaceAll("[ _]", "-") + ".jpg";
  }

  /** What is drawn in a file. */
  public static Scene of(Path file) {
    String seed = file.getFileName().toString().replaceFirst(".*-(\\d+)\\.jpg", "$1");
    return Scenes.of(Long.parseLong(seed));
  }
}
