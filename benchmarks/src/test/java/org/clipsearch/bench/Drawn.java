package org.clipsearch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.clipsearch.scenes.Chinese;
import org.clipsearch.scenes.Colour;
import org.clipsearch.scenes.English;
import org.clipsearch.scenes.Group;
import org.clipsearch.scenes.Kind;
import org.clipsearch.scenes.Scene;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.Scenes;
import org.clipsearch.scenes.Size;

/** Scenes in files, to index and to ask about. */
final class Drawn {
  /** Training takes other seeds. */
  private static final long FIRST_SEED = 2_000_000_000;

  private Drawn() {}

  /** Draws any scene; each number has its own. */
  static void any(Path file, int number) throws IOException {
    SceneFile.write(Scenes.of(FIRST_SEED + number), file, 320, 240);
  }

  /** What can be asked about the scene of a number, in both languages. */
  static List<String> texts(int number) {
    Group group = Scenes.of(FIRST_SEED + number).groups().getFirst();
    return List.of(
        new English().label(group.colour(), group.kind()),
        new Chinese().label(group.colour(), group.kind()));
  }

  /** Draws a scene with nothing but things of a kind and colour. */
  static void only(Kind kind, Colour colour, Path file) throws IOException {
    Scene scene =
        LongStream.iterate(FIRST_SEED, seed -> seed + 1)
            .mapToObj(Scenes::of)
            .filter(any -> any.groups().size() == 1)
            .filter(one -> isPlain(one.groups().getFirst(), kind, colour))
            .findFirst()
            .orElseThrow();
    SceneFile.write(scene, file, 320, 240);
  }

  private static boolean isPlain(Group group, Kind kind, Colour colour) {
    return group.kind() == kind && group.colour() == colour && group.size() != Size.SMALL;
  }
}
