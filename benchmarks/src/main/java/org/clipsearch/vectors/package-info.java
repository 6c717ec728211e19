/**
 * Searching many vectors, measured: vectors that lie as CLIP's do ({@link
 * org.clipsearch.vectors.ClipLikeVectors}), indexes of them in several of Lucene's formats, and
 * what a search of each finds and takes. Uses Lucene itself, since the product's index has one
 * format only.
 */
package org.clipsearch.vectors;
