package org.clipsearch.image;

/**
 * A picture as the image tower takes it.
 *
 * @param width of the upright original, in pixels
 * @param height of the upright original, in pixels
 * @param pixels {@code [S, S, 3]}, RGB, 0 to 255 as unsigned bytes; the tower scales and normalises
 */
@SuppressWarnings("ArrayRecordComponent") // a container, never compared
public record PreparedImage(int width, int height, byte[] pixels) {}
