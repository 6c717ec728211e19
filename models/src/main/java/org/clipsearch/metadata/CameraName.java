package org.clipsearch.metadata;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A camera as people call it, from the two tags that name it: a brand and a model.
 *
 * <p>Where the model begins with a word of the make, that word is the brand; else the make is,
 * without what is no name in it, such as "CORPORATION". A brand in capitals of more than three
 * letters is written with one. So "NIKON CORPORATION" and "NIKON D850" are "Nikon D850", "Canon"
 * and "Canon EOS R5" are "Canon EOS R5", and "SONY" and "ILCE-7M3" are "Sony ILCE-7M3".
 */
final class CameraName {
  private static final Set<String> NO_NAMES =
      Set.of(
          "ag",
          "camera",
          "co",
          "company",
          "corp",
          "corporation",
          "electronics",
          "gmbh",
          "imaging",
          "inc",
          "limited",
          "ltd",
          "optical",
          "techwin",
          "technologies");

  private CameraName() {}

  static Optional<String> of(Optional<String> make, Optional<String> model) {
    List<String> words =
        Arrays.stream(make.orElse("").split("[\\s,.]+", -1)).filter(w -> !w.isEmpty()).toList();
    String rest = model.orElse("");
    for (String word : words) {
      if (rest.equalsIgnoreCase(word) || startsWith(rest, word + " ")) {
        return Optional.of(brand(word) + rest.substring(word.length()));
      }
    }
    String name =
        words.stream()
            .filter(word -> !NO_NAMES.contains(word.toLowerCase(Locale.ROOT)))
            .map(CameraName::brand)
            .collect(Collectors.joining(" "));
    return Optional.of((name + " " + rest).strip()).filter(text -> !text.isEmpty());
  }

  private static boolean startsWith(String text, String start) {
    return text.regionMatches(true, 0, start, 0, start.length());
  }

  private static String brand(String word) {
    boolean shouted = word.length() > 3 && word.equals(word.toUpperCase(Locale.ROOT));
    return shouted ? word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT) : word;
  }
}
