package org.clipsearch.scenes;

/**
 * Where one object stands.
 *
 * <p>Lengths are parts of the picture's height, with the origin at the upper left corner of the
 * square in its middle: what CLIP's centre crop keeps.
 *
 * @param x its middle, from 0 to 1
 * @param y its lowest point, from 0 to 1
 * @param height from its lowest to its highest point; the width is at most the same
 * @param mirrored whether it looks to the left
 */
public record Figure(double x, double y, double height, boolean mirrored) {}
