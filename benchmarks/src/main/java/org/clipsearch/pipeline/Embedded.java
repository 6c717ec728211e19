package org.clipsearch.pipeline;

/**
 * What embedding a folder took.
 *
 * @param images that were embedded
 * @param skipped that could not be read
 * @param seconds without loading the model
 */
public record Embedded(int images, int skipped, double seconds) {}
