package org.clipsearch.index;

import org.clipsearch.embedding.Embedding;

/**
 * What an index knows of a file's content, whatever the file is called.
 *
 * @param width of the upright picture, in pixels
 * @param height of the upright picture, in pixels
 */
public record KnownContent(Embedding embedding, int width, int height) {}
