package org.clipsearch.index;

/**
 * One answer to a search.
 *
 * @param similarity cosine of the picture's and the question's vectors, from -1 to 1
 */
public record Hit(IndexedImage image, double similarity) {}
