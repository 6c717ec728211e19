/**
 * Illustrated scenes with their ground truth: what the bundled model is trained on, measured with,
 * and shown by.
 *
 * <p>A seed gives a {@link org.clipsearch.scenes.Scene}: which objects, how many, in which colour,
 * where, before which background. {@link org.clipsearch.scenes.ScenePainter} draws it at any size;
 * a {@link org.clipsearch.scenes.Claim} is a part of what is true of it, which {@link
 * org.clipsearch.scenes.English} and {@link org.clipsearch.scenes.Chinese} put into words. All is
 * decided by the seed: the same one gives the same picture, pixel by pixel.
 */
package org.clipsearch.scenes;
