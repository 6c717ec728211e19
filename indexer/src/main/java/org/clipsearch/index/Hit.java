package org.clipsearch.index;

/**
 * One answer to a search.
 *
 * @param id of the picture: its {@link IndexedImage#id}, without a look at the disk
 * @param similarity cosine of the picture's and the question's vectors, from -1 to 1
 */
public record Hit(String id, IndexedImage image, double similarity) {}
