package org.clipsearch.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.clipsearch.scenes.Chinese;
import org.clipsearch.scenes.Claim;
import org.clipsearch.scenes.Claims;
import org.clipsearch.scenes.English;
import org.clipsearch.scenes.Language;
import org.clipsearch.scenes.Scene;
import org.clipsearch.scenes.Scenes;

/**
 * A scene and what is said of it.
 *
 * @param claims one a caption
 * @param captions English and Chinese by turns
 */
record CaptionedScene(Scene scene, List<Claim> claims, List<String> captions) {
  private static final List<Language> LANGUAGES = List.of(new English(), new Chinese());

  /** Draws lots for the captions apart from those for the scene. */
  private static final long CAPTIONS = 0x63617074696f6e73L;

  static CaptionedScene of(long seed, int captions) {
    Scene scene = Scenes.of(seed);
    SplittableRandom random = new SplittableRandom(seed ^ CAPTIONS);
    List<Claim> claims = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (int i = 0; i < captions; i++) {
      Claim claim = Claims.of(scene, random);
      claims.add(claim);
      said.add(LANGUAGES.get(i % LANGUAGES.size()).say(claim, random));
    }
    return new CaptionedScene(scene, claims, said);
  }
}
