package org.clipsearch.scenes;

import java.util.List;
import java.util.SplittableRandom;

/** Puts what is said of a scene into words. */
public sealed interface Language permits English, Chinese {
  /** In which all is said and asked. */
  List<Language> ALL = List.of(new English(), new Chinese());

  /**
   * One of many ways to say a claim, and no more than it says.
   *
   * @param random chooses the way: the same state gives the same caption
   */
  String say(Claim claim, SplittableRandom random);

  /** The usual name, such as "bird". */
  String label(Noun noun);

  /** The usual name with a colour, such as "red bird"; people wear it: "cook in green". */
  String label(Colour colour, Noun noun);

  /**
   * The usual name with a number, such as "a bird" and "two birds".
   *
   * @param count 1 to {@link Group#MAX_COUNT}
   */
  String label(int count, Noun noun);

  /** The usual name, such as "a beach". */
  String label(Background background);

  /** Whether a colour is that of clothes. */
  static boolean isPerson(Noun noun) {
    return noun == Category.PERSON
        || (noun instanceof Kind kind && kind.category() == Category.PERSON);
  }
}
