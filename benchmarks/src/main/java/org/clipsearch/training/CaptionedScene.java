package org.clipsearch.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.clipsearch.scenes.Claim;
import org.clipsearch.scenes.Claims;
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
  /** Draws lots for the captions apart from those for the scene. */
  private static final long CAPTIONS = 0x63617074696f6e73L;

  /**
   * Each scene of an even seed is followed by one that is easily taken for it. Few captions of
   * scenes drawn by lot differ in a count or a place only, so these would hardly be learned (M.
   * Yuksekgonul et al., "When and why vision-language models behave like bags-of-words, and what to
   * do about it?", 2023, there with pictures that a model finds alike).
   */
  static CaptionedScene of(long seed, int captions) {
    Scene scene = seed % 2 == 0 ? Scenes.of(seed) : Scenes.lookalike(Scenes.of(seed - 1), seed);
    SplittableRandom random = new SplittableRandom(seed ^ CAPTIONS);
    List<Claim> claims = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (int i = 0; i < captions; i++) {
      Claim claim = Claims.of(scene, random);
      claims.add(claim);
      said.add(Language.ALL.get(i % Language.ALL.size()).say(claim, random));
    }
    return new CaptionedScene(scene, claims, said);
  }
}
