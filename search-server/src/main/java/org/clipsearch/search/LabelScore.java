package org.clipsearch.search;

import org.clipsearch.json.Json;

/**
 * How well a label fits a picture.
 *
 * @param probability among the labels that were offered; they sum to 1
 * @param similarity cosine of the picture's and the label's vectors, from -1 to 1
 */
public record LabelScore(String label, double probability, double similarity) {
  /** With the digits that answers show. */
  public LabelScore rounded() {
    return new LabelScore(label, Json.round(probability), Json.round(similarity));
  }
}
